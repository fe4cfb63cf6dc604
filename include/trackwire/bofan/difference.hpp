// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Difference frames: only the changed tails of the fields of an earlier sentence.
///
///   40 | XOR of the base body with its line end | entries: field index, characters kept, n, n new characters
///
/// The base is found by its XOR among the bodies that the caller's history holds; without one nothing is guessed.
/// Source: bofan.md 5.

#include <trackwire/bofan/sentence.hpp>
#include <trackwire/core/checksum.hpp>
#include <trackwire/core/history.hpp>
#include <trackwire/core/trace.hpp>

namespace trackwire::inline v0::bofan {

/// One entry: the field becomes its first `keep` characters followed by `tail`.
struct difference_entry {
    unsigned field = 0;
    std::size_t keep = 0;
    bytes_view tail;
    std::size_t at = 0;  ///< offset of the entry
};

/// Walks the entries. `sound` is false as soon as one overruns the end.
class difference_walker {
public:
    constexpr explicit difference_walker(bytes_view entries) noexcept : entries_(entries) {}

    /// False behind the last entry, or when one is not sound.
    constexpr bool next(difference_entry& e) noexcept {
        if (at_ == entries_.size()) { return false; }
        const bytes_view rest = entries_.sub(at_);
        if (rest.size() < 3 || rest.size() - 3 < rest[2]) {
            sound_ = false;
            return false;
        }
        e = {rest[0], rest[1], rest.sub(3, rest[2]), at_};
        at_ += std::size_t{3} + rest[2];
        return true;
    }
    [[nodiscard]] constexpr bool sound() const noexcept { return sound_; }
    [[nodiscard]] constexpr std::size_t offset() const noexcept { return at_; }

private:
    bytes_view entries_;
    std::size_t at_ = 0;
    bool sound_ = true;
};

/// Whether the bytes are whole entries of printable characters; a line end may be part of the last field.
[[nodiscard]] constexpr bool are_difference_entries(bytes_view entries) noexcept {
    difference_walker walker(entries);
    difference_entry e;
    while (walker.next(e)) {
        for (const std::uint8_t c : e.tail) {
            if (!is_printable(c) && !is_separator(c)) { return false; }
        }
    }
    return walker.sound();
}

/// A sentence rebuilt from a base, without its line end.
struct rebuilt_sentence {
    std::uint8_t bytes[longest_sentence] = {};
    std::size_t size = 0;

    [[nodiscard]] constexpr bytes_view view() const noexcept TRACKWIRE_LIFETIMEBOUND { return {bytes, size}; }
    /// False if it is full.
    constexpr bool append(bytes_view text) noexcept {
        if (text.size() > sizeof bytes - size) { return false; }
        for (const std::uint8_t c : text) { bytes[size++] = c; }
        return true;
    }
    constexpr bool append(name text) noexcept {
        for (const char c : text) {
            if (size == sizeof bytes) { return false; }
            bytes[size++] = static_cast<std::uint8_t>(c);
        }
        return true;
    }
};

namespace detail {

/// The line ends that a base may have had (bofan.md 5).
inline constexpr name base_line_ends[] = {"", "\r\n", "\n", "\r", "\r\r"};

[[nodiscard]] constexpr std::uint8_t xor_of_name(name text) noexcept {
    unsigned x = 0;
    for (const char c : text) { x ^= static_cast<unsigned char>(c); }
    return static_cast<std::uint8_t>(x);
}

[[nodiscard]] constexpr bool is_field_separator(std::uint8_t c) noexcept { return c == ',' || c == '/'; }

/// The entries of a body by field index.
class entry_table {
public:
    constexpr explicit entry_table(bytes_view entries) noexcept : entries_(entries) {
        difference_walker walker(entries);
        difference_entry e;
        while (walker.next(e)) {
            sound_ = sound_ && places_[e.field] == 0;
            places_[e.field] = static_cast<std::uint16_t>(e.at + 1);
            highest_ = e.field > highest_ ? e.field : highest_;
        }
        sound_ = sound_ && walker.sound() && entries.size() < 0xFFFF;
    }
    /// False if an entry overruns the body, or a field is named twice.
    [[nodiscard]] constexpr bool sound() const noexcept { return sound_; }
    [[nodiscard]] constexpr unsigned highest() const noexcept { return highest_; }
    [[nodiscard]] constexpr bool find(unsigned field, difference_entry& e) const noexcept {
        if (field > 255 || places_[field] == 0) { return false; }
        const std::size_t at = places_[field] - std::size_t{1};
        const bytes_view rest = entries_.sub(at);
        e = {rest[0], rest[1], rest.sub(3, rest[2]), at};
        return true;
    }

private:
    bytes_view entries_;
    std::uint16_t places_[256] = {};  ///< offset of the entry, plus 1
    unsigned highest_ = 0;
    bool sound_ = true;
};

/// Applies the entry of one field, if there is one. `line_end` is the tail of the last field.
constexpr bool rebuild_field(bytes_view field, name line_end, const entry_table& entries, unsigned index,
                             rebuilt_sentence& out) noexcept {
    difference_entry e;
    if (!entries.find(index, e)) { return out.append(field) && out.append(line_end); }
    if (e.keep > field.size() + line_end.size) { return false; }
    const std::size_t of_end = e.keep > field.size() ? e.keep - field.size() : 0;
    return out.append(field.first(e.keep)) && out.append(name(line_end.data, of_end)) && out.append(e.tail);
}

/// Rebuilds over one base and one line end. False if an entry does not fit, or the result is no report.
constexpr bool rebuild_over(bytes_view base, name line_end, const entry_table& entries,
                            rebuilt_sentence& out) noexcept {
    out.size = 0;
    unsigned index = 0;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= base.size(); ++i) {
        const bool last = i == base.size();
        if (!last && !is_field_separator(base[i])) { continue; }
        if (!rebuild_field(base.sub(begin, i - begin), last ? line_end : name(), entries, index, out)) { return false; }
        if (!last && !out.append(base.sub(i, 1))) { return false; }
        ++index;
        begin = i + 1;
    }
    if (entries.highest() >= index) { return false; }
    while (out.size > 0 && is_separator(out.bytes[out.size - 1]) && out.bytes[out.size - 1] != ' ') { --out.size; }
    for (const std::uint8_t c : out.view().sub(1)) {
        if (!is_printable(c) || c == '$') { return false; }
    }
    return match_sentence(out.view()).kind == sentence::report;
}

}  // namespace detail

/// Rebuilds the sentence that `body` (from its `@` on) stands for: newest base first, under each line end whose XOR
/// fits. False if no base fits or the entries contradict it; nothing is ever guessed.
constexpr bool rebuild(bytes_view body, const history_ref& memory, rebuilt_sentence& out) noexcept {
    if (body.size() < 2) { return false; }
    if (!are_difference_entries(body.sub(2))) { return false; }
    const detail::entry_table entries(body.sub(2));
    if (!entries.sound()) { return false; }
    for (unsigned i = 0; i < memory.size(); ++i) {
        const std::uint8_t plain = xor_of(memory[i]);
        for (const name& line_end : detail::base_line_ends) {
            if ((plain ^ detail::xor_of_name(line_end)) != body[1]) { continue; }
            if (detail::rebuild_over(memory[i], line_end, entries, out)) { return true; }
        }
    }
    return false;
}

/// Names the bytes of a difference frame's body, `frame[begin, end)`.
template <class Trace>
constexpr void trace_difference(bytes_view frame, std::size_t begin, std::size_t end, Trace& trace) noexcept {
    if constexpr (Trace::enabled) {
        const auto mark = [&](std::size_t at, std::size_t size, const field_info& f, field_kind kind) {
            if (size > 0) { trace.field({at, size, f, kind, size == 1 ? frame[at] : 0U, size == 1}); }
        };
        mark(begin, 1, "difference frame", field_kind::delimiter);
        mark(begin + 1, end - begin < 2 ? 0 : 1, "XOR of the base", field_kind::value);
        const std::size_t first = begin + 2 < end ? begin + 2 : end;
        difference_walker walker(frame.sub(first, end - first));
        difference_entry e;
        while (walker.next(e)) {
            mark(first + e.at, 1, "field index", field_kind::value);
            mark(first + e.at + 1, 1, "characters kept", field_kind::value);
            mark(first + e.at + 2, 1, "number of new characters", field_kind::value);
            mark(first + e.at + 3, e.tail.size(), "new characters", field_kind::value);
        }
        mark(first + walker.offset(), end - first - walker.offset(), "unknown", field_kind::unknown);
    } else {
        (void)frame, (void)begin, (void)end, (void)trace;
    }
}

/// Where the entry that made the byte `at` of the rebuilt sentence stands in the body; the base XOR if none did.
[[nodiscard]] constexpr std::size_t origin_of(const rebuilt_sentence& text, std::size_t at, bytes_view body) noexcept {
    unsigned index = 0;
    for (std::size_t i = 0; i < at && i < text.size; ++i) {
        if (detail::is_field_separator(text.bytes[i])) { ++index; }
    }
    const detail::entry_table entries(body.sub(2));
    difference_entry e;
    return entries.find(index, e) ? e.at + 2 : 1;
}

/// Hands on the fields of a rebuilt sentence as such: they stand nowhere in the frame.
template <class Trace>
struct rebuilt_trace {
    static constexpr bool enabled = true;
    Trace& to;
    const rebuilt_sentence& text;
    bytes_view body;
    std::size_t body_at;

    constexpr void field(field_entry e) const noexcept {
        if (e.kind == field_kind::delimiter) { return; }
        e.offset = body_at + origin_of(text, e.offset, body);
        e.size = 0;
        e.kind = field_kind::rebuilt;
        to.field(e);
    }
};

}  // namespace trackwire::inline v0::bofan
