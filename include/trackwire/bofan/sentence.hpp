// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What a Bofan `$` sentence begins with: the evidence by which it is told from all the others that begin with `$`.
///
///   $TAG,<id>,<hhmmss.sss>,<A|V>,...      report or event
///   $PHO<size>[-<n>],<id>,<time>,<A|V>,...  a photo is ready
///   $PHD<offset>,<size>,<bytes>             a piece of it
///   $FUS<15 digits>,...                     versions
///
/// Source: bofan.md 3.1, 11.1, 13, 17.

#include <trackwire/core/text.hpp>
#include <trackwire/record/message.hpp>

namespace trackwire::inline v0::bofan {

inline constexpr protocol_info protocol{"bofan", "Bofan"};

/// Longest sentence that is waited for (bofan.md 2.5).
inline constexpr std::size_t longest_sentence = 1024;

/// Kinds of `$` sentences.
enum class sentence : std::uint8_t {
    none,        ///< not ours, whatever follows
    unfinished,  ///< could become one with more bytes
    report,      ///< report, event or photo announcement
    photo_data,
    version,
};

/// How the bytes begin.
struct sentence_lead {
    sentence kind = sentence::none;
    std::size_t at = 0;      ///< behind the evidence; of `none` the byte that decided
    name field;              ///< what was being read
    std::uint32_t offset{};  ///< of photo_data
    std::uint32_t size{};    ///< of photo_data: bytes that follow
};

namespace detail {

/// Reads the evidence piece by piece; a piece that is cut by the end of the bytes is unfinished.
class lead_reader {
public:
    constexpr explicit lead_reader(bytes_view in) noexcept : in_(in) {}

    [[nodiscard]] constexpr std::size_t at() const noexcept { return at_; }
    /// The next character, or 0 behind the end.
    [[nodiscard]] constexpr std::uint8_t peek() const noexcept { return at_ < in_.size() ? in_[at_] : std::uint8_t{0}; }
    constexpr bool character(std::uint8_t expected) noexcept { return accept(peek() == expected); }
    constexpr bool either(std::uint8_t a, std::uint8_t b) noexcept { return accept(peek() == a || peek() == b); }
    constexpr bool tag_character() noexcept { return accept(is_upper(peek()) || is_digit(peek())); }
    constexpr bool tag_letter() noexcept { return accept(is_upper(peek())); }
    /// Between `least` and `most` digits.
    constexpr bool digits(std::size_t least, std::size_t most) noexcept {
        const std::size_t count = count_digits(in_, at_);
        at_ += count < most ? count : most;
        cut_ = at_ == in_.size();
        return !cut_ && count >= least && count <= most;
    }
    /// What was read last did not fit, or was cut.
    [[nodiscard]] constexpr sentence_lead failed(name field) const noexcept {
        return {cut_ ? sentence::unfinished : sentence::none, at_, field};
    }

private:
    constexpr bool accept(bool fits) noexcept {
        cut_ = at_ == in_.size();
        at_ += fits && !cut_ ? 1U : 0U;
        return fits && !cut_;
    }

    bytes_view in_;
    std::size_t at_ = 0;
    bool cut_ = false;
};

/// `,<id>,<hhmmss.sss>,<A|V>,` behind the tag.
constexpr sentence_lead read_identity(lead_reader& in) noexcept {
    if (!in.character(',')) { return in.failed("tag"); }
    if (!in.digits(1, 20) || !in.character(',')) { return in.failed("device id"); }
    if (!in.digits(6, 6) || !in.character('.') || !in.digits(3, 3) || !in.character(',')) { return in.failed("time"); }
    if (!in.either('A', 'V') || !in.character(',')) { return in.failed("fix flag"); }
    return {sentence::report, in.at(), "fix flag"};
}

/// `<offset>,<size>,` behind `$PHD`.
constexpr sentence_lead read_photo_data(bytes_view text, lead_reader& in) noexcept {
    const std::size_t offset_at = in.at();
    if (!in.digits(1, 10) || !in.character(',')) { return in.failed("photo offset"); }
    const std::size_t size_at = in.at();
    if (!in.digits(1, 10) || !in.character(',')) { return in.failed("photo size"); }
    const std::int64_t offset = parse_unsigned(text.sub(offset_at, size_at - 1 - offset_at)).value;
    const std::int64_t size = parse_unsigned(text.sub(size_at, in.at() - 1 - size_at)).value;
    if (offset > 0xFFFFFFFF || size > 0xFFFFFFFF) { return {sentence::none, in.at(), "photo size"}; }
    return {sentence::photo_data, in.at(), "photo size", static_cast<std::uint32_t>(offset),
            static_cast<std::uint32_t>(size)};
}

/// `PHO<size>[-<n>]` behind `PHO`; without a size it is a tag like any other.
constexpr bool read_photo_size(lead_reader& in) noexcept {
    if (!is_digit(in.peek())) { return true; }
    return in.digits(1, 10) && (in.peek() != '-' || (in.character('-') && in.digits(1, 10)));
}

}  // namespace detail

/// Looks at bytes that begin with `$`. More bytes never turn a kind, or `none`, into something else.
[[nodiscard]] constexpr sentence_lead match_sentence(bytes_view in) noexcept {
    detail::lead_reader r(in);
    if (!r.character('$')) { return r.failed("sentence"); }
    if (!r.tag_letter() || !r.tag_character() || !r.tag_character()) { return r.failed("tag"); }
    if (in[1] == 'P' && in[2] == 'H' && in[3] == 'D') { return detail::read_photo_data(in, r); }
    if (in[1] == 'P' && in[2] == 'H' && in[3] == 'O' && !detail::read_photo_size(r)) { return r.failed("photo size"); }
    if (in[1] == 'F' && in[2] == 'U' && in[3] == 'S') {
        if (!r.digits(15, 15) || !r.character(',')) { return r.failed("IMEI"); }
        return {sentence::version, r.at(), "IMEI"};
    }
    return detail::read_identity(r);
}

}  // namespace trackwire::inline v0::bofan
