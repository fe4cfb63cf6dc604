// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The head of a Jointech text frame, up to and including its word:
///
///   (<id>,P45,...)                            report or command answer: P.., @JT, U.., W..; id of 10 digits
///   (<id>,<version>,<serial>,<WORD>,<n>,...)  numbered: WLNET, BASE, OTA, ELOCK, ...; id of 10 to 12 digits
///   (<id>,2,U09,...)                          legacy: U.. or S.. behind a 2; id of 10 digits
///   (P43,...)  (S39)                          platform: P.. or S.. without an id
///
/// Source: jointech.md 4.2, 6, 11.1.

#include <trackwire/jointech/common.hpp>

namespace trackwire::inline v0::jointech {

/// The forms of text frames.
enum class text_shape : std::uint8_t { report, numbered, legacy, platform };

/// What stands in front of the parameters. Lifetime: views into the frame.
struct text_head {
    enum class outcome : std::uint8_t {
        foreign,  ///< no text frame of ours, whatever follows: `why`
        cut,      ///< more bytes are needed: `why` says inside which field
        whole,
    };
    outcome state = outcome::foreign;
    text_shape shape = text_shape::report;
    bytes_view id;       ///< empty: platform
    bytes_view version;  ///< numbered and legacy
    bytes_view serial;   ///< numbered
    bytes_view word;
    std::size_t end = 0;  ///< offset of the separator or end mark behind the word
    error_info why;
};

namespace detail {

/// Reads the head step by step; each step says whether to go on.
class text_head_reader {
public:
    constexpr text_head_reader(bytes_view in, text_head& head) noexcept : in_(in), head_(head) {}

    constexpr void read() noexcept {
        if (peek() == 'P' || peek() == 'S') {
            head_.shape = text_shape::platform;
            (void)(coded_word() && close());
        } else if (digits(head_.id, 10, 12, "device id") && comma("device id")) {
            (void)(behind_id() && close());
        }
    }

private:
    [[nodiscard]] constexpr std::uint8_t peek() const noexcept { return at_ < in_.size() ? in_[at_] : std::uint8_t{0}; }
    [[nodiscard]] constexpr bool short_id() const noexcept { return head_.id.size() == 10; }

    constexpr bool stop(text_head::outcome state, name field) noexcept {
        head_.state = state;
        head_.why = {state == text_head::outcome::cut ? error_code::cut : error_code::unexpected, field, at_};
        return false;
    }
    /// The byte here cannot stand here; or there is none yet.
    constexpr bool refuse(name field) noexcept {
        return stop(at_ == in_.size() ? text_head::outcome::cut : text_head::outcome::foreign, field);
    }
    /// `least` to `most` digits, and a byte behind them.
    TRACKWIRE_HOT constexpr bool digits(bytes_view& out, std::size_t least, std::size_t most, name field) noexcept {
        const std::size_t n = count_digits(in_, at_);
        return run(out, n < most ? n : most, least, field);
    }
    /// `length` bytes, if these are not too few, and a byte behind them.
    TRACKWIRE_HOT constexpr bool run(bytes_view& out, std::size_t length, std::size_t least, name field) noexcept {
        out = {in_.data() + at_, length};
        at_ += length;
        if (at_ == in_.size() || length < least) {
            out = {};
            return refuse(field);
        }
        return true;
    }
    constexpr bool comma(name field) noexcept {
        if (peek() != ',') { return refuse(field); }
        ++at_;
        return true;
    }
    /// A letter (or @) and two characters.
    constexpr bool coded_word() noexcept {
        const std::size_t from = at_;
        const bool heartbeat = peek() == '@';
        ++at_;
        if (heartbeat) {
            for (const char c : name("JT")) {
                if (peek() != static_cast<std::uint8_t>(c)) { return refuse("word"); }
                ++at_;
            }
        } else {
            bytes_view number;
            if (!digits(number, 2, 2, "word")) { return false; }
        }
        head_.word = in_.sub(from, at_ - from);
        return true;
    }
    constexpr bool behind_id() noexcept {
        const std::uint8_t c = peek();
        if (is_digit(c)) { return numbered(); }
        const bool known = c == 'P' || c == '@' || c == 'U' || c == 'W';
        return known && short_id() ? coded_word() : refuse("word");
    }
    constexpr bool numbered() noexcept {
        if (!digits(head_.version, 1, 2, "version") || !comma("version")) { return false; }
        if ((peek() == 'U' || peek() == 'S') && short_id() && head_.version == name("2")) {
            head_.shape = text_shape::legacy;
            return coded_word();
        }
        head_.shape = text_shape::numbered;
        if (!digits(head_.serial, 1, 4, "serial") || !comma("serial")) { return false; }
        std::size_t letters = 0;
        while (letters < 16 && at_ + letters < in_.size() && is_upper(in_[at_ + letters])) { ++letters; }
        return run(head_.word, letters, 1, "word");
    }
    /// Behind the word: parameters, or the end. A legacy word has parameters.
    constexpr bool close() noexcept {
        const std::uint8_t c = peek();
        if (c != ',' && (c != ')' || head_.shape == text_shape::legacy)) { return refuse("word"); }
        head_.state = text_head::outcome::whole;
        head_.end = at_;
        return true;
    }

    bytes_view in_;
    std::size_t at_ = 1;
    text_head& head_;
};

}  // namespace detail

/// Reads the head of the text frame that begins with the first byte of `in`, an opening bracket.
[[nodiscard]] constexpr text_head read_text_head(bytes_view in) noexcept {
    text_head head;
    detail::text_head_reader(in, head).read();
    return head;
}

/// Whose texts these are: told by the word, the length of the id, and what the connection has shown.
/// Source: record.md 5, `protocol`.
[[nodiscard]] constexpr const protocol_info* protocol_of(const text_head& head, const session* known) noexcept {
    if (head.id.size() == 12 && known != nullptr && known->dialect == &jt705) { return &jt705; }
    if (head.id.size() > 10) { return &jt709; }
    if (head.word.empty() || head.shape == text_shape::numbered) { return &jt701; }
    const std::uint8_t c = head.word[0];
    return c == 'U' || c == 'W' || c == 'S' ? &jt600 : &jt701;
}

/// A text frame that is being decoded: its head, and a cursor over the parameters.
template <class Trace>
class text_input {
public:
    constexpr text_input(bytes_view wire, const text_head& h, decode_context& c, Trace& trace) noexcept
        : frame(wire), head(h), context(c), in(wire, 1, wire.size() - 1, ',', trace) {
        in.mark(0, 1, "start");
        in.mark(wire.size() - 1, 1, "end");
        if (!head.id.empty()) { (void)in.field("device id", head.id.size()); }
        if (!head.version.empty()) { (void)in.field("version", head.version.size()); }
        if (!head.serial.empty()) { (void)in.field("frame serial", head.serial.size()); }
        (void)in.field("word", head.word.size());
    }

    /// Everything behind the word, not yet read.
    [[nodiscard]] constexpr bytes_view parameters() const noexcept {
        return frame.sub(head.end + 1, frame.size() - head.end - 2);
    }

    bytes_view frame;
    const text_head& head;
    decode_context& context;
    text_cursor<Trace> in;
};

}  // namespace trackwire::inline v0::jointech
