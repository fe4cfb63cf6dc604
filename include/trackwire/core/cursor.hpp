// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Cursors: the one way in which codecs read a frame. Every byte that is read has a name.
/// A read behind the end gives 0 (or an empty view) and sets `failed`; nothing outside the frame is ever read.

#include <trackwire/core/escape.hpp>
#include <trackwire/core/text.hpp>
#include <trackwire/core/trace.hpp>

namespace trackwire::inline v0 {

/// Reads binary fields, big-endian unless the function's name says otherwise. `Escapes`: through escapes.
template <class Trace, bool Escapes = true>
class cursor {
public:
    /// Reads `frame[begin, end)`; offsets are reported from the start of `frame`.
    constexpr cursor(bytes_view frame, std::size_t begin, std::size_t end, escape scheme, Trace& trace) noexcept
        requires(Escapes)
        : base_(frame.data()),
          p_(frame.data() + begin),
          end_(frame.data() + end),
          clean_(next_escape(p_, end_, scheme)),
          scheme_(scheme),
          trace_(&trace) {}
    constexpr cursor(bytes_view frame, std::size_t begin, std::size_t end, Trace& trace) noexcept requires(!Escapes)
        : base_(frame.data()),
          p_(frame.data() + begin),
          end_(frame.data() + end),
          clean_(end_),
          scheme_(escape::none),
          trace_(&trace) {}

    TRACKWIRE_INLINE constexpr std::uint8_t u8(const field_info& f) noexcept {
        return static_cast<std::uint8_t>(number<1>(f));
    }
    TRACKWIRE_INLINE constexpr std::uint16_t u16_be(const field_info& f) noexcept {
        return static_cast<std::uint16_t>(number<2>(f));
    }
    TRACKWIRE_INLINE constexpr std::uint32_t u32_be(const field_info& f) noexcept {
        return static_cast<std::uint32_t>(number<4>(f));
    }
    TRACKWIRE_INLINE constexpr std::int16_t i16_be(const field_info& f) noexcept {
        return static_cast<std::int16_t>(number<2>(f));
    }
    TRACKWIRE_INLINE constexpr std::uint16_t u16_le(const field_info& f) noexcept {
        return static_cast<std::uint16_t>(number<2, true>(f));
    }

    /// A number, and its bytes as they stand on the wire.
    TRACKWIRE_INLINE constexpr std::uint16_t u16_be(const field_info& f, wire_view& raw) noexcept {
        const std::uint8_t* const from = p_;
        const std::uint16_t v = u16_be(f);
        raw = {bytes_view(from, static_cast<std::size_t>(p_ - from)), scheme()};
        return v;
    }
    TRACKWIRE_INLINE constexpr std::uint32_t u32_be(const field_info& f, wire_view& raw) noexcept {
        const std::uint8_t* const from = p_;
        const std::uint32_t v = u32_be(f);
        raw = {bytes_view(from, static_cast<std::size_t>(p_ - from)), scheme()};
        return v;
    }

    /// `N` bytes into `out`, as one field; zeros behind the end.
    template <std::size_t N>
    constexpr void array(const field_info& f, std::uint8_t (&out)[N]) noexcept {
        for (std::uint8_t& b : out) { b = 0; }
        take(f, N).copy_to(out);
    }
    /// The next `N` true bytes as one run, to look at before they are read as fields: in place where no escape stands
    /// among them, else copied to `buffer`; zeros behind the end. Nothing is consumed or named.
    template <std::size_t N>
    TRACKWIRE_INLINE [[nodiscard]] constexpr const std::uint8_t* block(std::uint8_t (&buffer)[N]) const noexcept {
        if (static_cast<std::size_t>(clean() - p_) >= N) { return p_; }
        copy_escaped(p_, end_, scheme(), buffer, N);
        return buffer;
    }
    /// The next `n` true bytes as a view.
    TRACKWIRE_INLINE constexpr wire_view take(const field_info& f, std::size_t n,
                                              field_kind kind = field_kind::value) noexcept {
        const std::uint8_t* const from = p_;
        advance(n);
        report(f, from, kind, 0, false);
        return {bytes_view(from, static_cast<std::size_t>(p_ - from)), scheme()};
    }
    /// All that is left.
    TRACKWIRE_INLINE constexpr wire_view rest(const field_info& f, field_kind kind = field_kind::value) noexcept {
        const std::uint8_t* const from = p_;
        p_ = end_;
        clean_ = end_;
        if (p_ != from) { report(f, from, kind, 0, false); }
        return {bytes_view(from, static_cast<std::size_t>(end_ - from)), scheme()};
    }
    TRACKWIRE_HOT constexpr void reserved(std::size_t n, const field_info& f = "reserved") noexcept {
        (void)take(f, n, field_kind::reserved);
    }
    TRACKWIRE_HOT constexpr wire_view unknown(const field_info& f, std::size_t n) noexcept {
        return take(f, n, field_kind::unknown);
    }
    TRACKWIRE_HOT constexpr void delimiter(std::size_t n = 1) noexcept {
        (void)take("delimiter", n, field_kind::delimiter);
    }

    /// A cursor over the next `n` true bytes; this one moves behind them.
    TRACKWIRE_INLINE constexpr cursor sub(std::size_t n) noexcept {
        cursor inner = *this;
        advance(n);
        inner.end_ = p_;
        inner.failed_ = failed_;
        if (inner.clean_ >= p_) { inner.clean_ = p_; }
        return inner;
    }

    /// The same with a cursor that was made as a copy of this one.
    TRACKWIRE_INLINE constexpr void sub(cursor& inner, std::size_t n) noexcept {
        inner.p_ = p_;
        inner.clean_ = clean_;
        advance(n);
        inner.end_ = p_;
        if (inner.clean_ > p_) { inner.clean_ = p_; }
        inner.failed_ = failed_;
    }

    /// Whether at least `n` true bytes are left.
    TRACKWIRE_INLINE [[nodiscard]] constexpr bool has(std::size_t n) const noexcept {
        if (static_cast<std::size_t>(clean() - p_) >= n) { return true; }
        return scheme() != escape::none && skip_escaped(p_, end_, scheme(), n) != nullptr;
    }
    [[nodiscard]] constexpr bool at_end() const noexcept { return p_ == end_; }
    /// True bytes left. Linear where the frame has escapes.
    [[nodiscard]] constexpr std::size_t remaining() const noexcept { return ahead().size(); }
    /// The true byte `i` places ahead, or 0 behind the end; nothing is consumed or named.
    TRACKWIRE_INLINE [[nodiscard]] constexpr std::uint8_t peek(std::size_t i = 0) const noexcept {
        if (i < static_cast<std::size_t>(clean() - p_)) { return p_[i]; }
        const std::uint8_t* const at = skip_escaped(p_, end_, scheme(), i);
        return at == nullptr || at == end_ ? std::uint8_t{0} : unescape_at(at, end_, scheme()).byte;
    }
    /// What is left, without reading it: to look at before a field is chosen.
    TRACKWIRE_INLINE [[nodiscard]] constexpr wire_view ahead() const noexcept {
        return {bytes_view(p_, static_cast<std::size_t>(end_ - p_)), scheme()};
    }
    [[nodiscard]] constexpr std::size_t offset() const noexcept { return static_cast<std::size_t>(p_ - base_); }
    [[nodiscard]] constexpr bool failed() const noexcept { return failed_; }
    TRACKWIRE_INLINE [[nodiscard]] constexpr escape scheme() const noexcept { return Escapes ? scheme_ : escape::none; }
    [[nodiscard]] constexpr Trace& trace() const noexcept { return *trace_; }

private:
    /// No escape begins in front of it.
    TRACKWIRE_INLINE [[nodiscard]] constexpr const std::uint8_t* clean() const noexcept {
        return Escapes ? clean_ : end_;
    }

    // The way up to the next escape stands in the callers. The other one is in functions that take and return values,
    // so that a cursor can stay in registers.

    struct step {
        const std::uint8_t* p;  ///< behind what was read; nullptr: there was less
        std::uint32_t value;
    };
    TRACKWIRE_NOINLINE static constexpr step read_escaped(const std::uint8_t* p, const std::uint8_t* end, escape scheme,
                                                          unsigned width) noexcept {
        std::uint32_t v = 0;
        for (; width > 0 && p != end; --width) {
            const unescaped u = unescape_at(p, end, scheme);
            v = v << 8U | u.byte;
            p += u.width;
        }
        const auto padded = std::uint64_t{v} << 8U * width;  // by 32 bits where nothing was there
        return {width == 0 ? p : nullptr, static_cast<std::uint32_t>(padded & 0xFFFFFFFFU)};
    }
    TRACKWIRE_NOINLINE static constexpr const std::uint8_t* skip_escaped(const std::uint8_t* p, const std::uint8_t* end,
                                                                         escape scheme, std::size_t n) noexcept {
        for (; n > 0 && p != end; --n) { p += unescape_at(p, end, scheme).width; }
        return n == 0 ? p : nullptr;
    }
    TRACKWIRE_NOINLINE static constexpr void copy_escaped(const std::uint8_t* p, const std::uint8_t* end, escape scheme,
                                                          std::uint8_t* out, std::size_t n) noexcept {
        for (; n > 0; --n, ++out) {
            *out = 0;
            if (p == end) { continue; }
            const unescaped u = unescape_at(p, end, scheme);
            *out = u.byte;
            p += u.width;
        }
    }
    TRACKWIRE_INLINE constexpr void move_to(const std::uint8_t* p) noexcept {
        failed_ = failed_ || p == nullptr;
        p_ = p == nullptr ? end_ : p;
        if (Escapes && clean_ < p_) { clean_ = next_escape(p_, end_, scheme_); }
    }

    TRACKWIRE_INLINE constexpr void advance(std::size_t n) noexcept {
        if (n <= static_cast<std::size_t>(clean() - p_)) {
            p_ += n;
        } else {
            move_to(skip_escaped(p_, end_, scheme(), n));
        }
    }
    template <unsigned Width, bool Little = false>
    TRACKWIRE_INLINE constexpr std::uint32_t number(const field_info& f) noexcept {
        static_assert(!Little || Width == 2);
        const std::uint8_t* const from = p_;
        std::uint32_t v = 0;
        if (static_cast<std::size_t>(clean() - p_) >= Width) {
            v = Width == 1 ? *p_ : Width == 2 ? load_be16(p_) : load_be32(p_);
            p_ += Width;
        } else {
            const step s = read_escaped(p_, end_, scheme(), Width);
            v = s.value;
            move_to(s.p);
        }
        if constexpr (Little) { v = (v & 0xFFU) << 8U | v >> 8U; }
        report(f, from, field_kind::value, v, true);
        return v;
    }
    TRACKWIRE_INLINE constexpr void report(const field_info& f, const std::uint8_t* from, field_kind kind,
                                           std::uint64_t value, bool numeric) noexcept {
        if constexpr (Trace::enabled) {
            trace_->field(
                {static_cast<std::size_t>(from - base_), static_cast<std::size_t>(p_ - from), f, kind, value, numeric});
        } else {
            (void)f, (void)from, (void)kind, (void)value, (void)numeric;
        }
    }

    const std::uint8_t* base_;
    const std::uint8_t* p_;
    const std::uint8_t* end_;
    const std::uint8_t* clean_;  ///< no escape begins in [p_, clean_)
    escape scheme_;
    bool failed_ = false;
    Trace* trace_;
};

/// Of frames that know no escapes.
template <class Trace>
using plain_cursor = cursor<Trace, false>;

/// Reads text fields between separators; the separators are named too.
template <class Trace>
class text_cursor {
public:
    constexpr text_cursor(bytes_view frame, std::size_t begin, std::size_t end, std::uint8_t separator,
                          Trace& trace) noexcept
        : frame_(frame), at_(begin), end_(end), next_(begin), separator_(separator), trace_(&trace) {}

    /// The next field, up to the separator or the end. Empty behind the last field (see `done`).
    TRACKWIRE_INLINE constexpr bytes_view field(const field_info& f, field_kind kind = field_kind::value) noexcept {
        const bool behind = done_;
        const bytes_view text = step();
        if (!behind) {
            report(f, last_, text.size(), kind);
            if (!done_) { report("separator", at_ - 1, 1, field_kind::delimiter); }
        }
        return text;
    }
    /// The next field, whose size is known: a separator or the end stands behind it.
    TRACKWIRE_INLINE constexpr bytes_view field(const field_info& f, std::size_t size) noexcept {
        last_ = at_;
        done_ = at_ + size == end_;
        at_ += size + (done_ ? 0U : 1U);
        next_ = at_;
        marks_ = 0;
        report(f, last_, size, field_kind::value);
        if (!done_) { report("separator", at_ - 1, 1, field_kind::delimiter); }
        return {frame_.data() + last_, size};
    }
    /// Everything behind the last separator that was read, separators included.
    TRACKWIRE_INLINE constexpr bytes_view rest(const field_info& f, field_kind kind = field_kind::value) noexcept {
        const bytes_view text = done_ ? bytes_view(frame_.data() + end_, 0) : frame_.sub(at_, end_ - at_);
        last_ = at_;
        report(f, at_, text.size(), kind);
        at_ = end_;
        done_ = true;
        return text;
    }
    /// Names bytes that are not read as fields (start and end marks).
    TRACKWIRE_INLINE constexpr void mark(std::size_t offset, std::size_t size, const field_info& f,
                                         field_kind kind = field_kind::delimiter) noexcept {
        report(f, offset, size, kind);
    }

    [[nodiscard]] constexpr bool done() const noexcept { return done_; }
    /// Offset of the next field.
    [[nodiscard]] constexpr std::size_t offset() const noexcept { return at_; }
    /// Offset of the field that was read last; of a missing one the end.
    [[nodiscard]] constexpr std::size_t last_offset() const noexcept { return last_; }
    [[nodiscard]] constexpr Trace& trace() const noexcept { return *trace_; }

private:
    TRACKWIRE_HOT constexpr bytes_view step() noexcept {
        last_ = at_;
        if (done_) { return {frame_.data() + end_, 0}; }
        const std::size_t found = find();
        done_ = found == bytes_view::npos;
        at_ = done_ ? end_ : found + 1;
        return {frame_.data() + last_, (done_ ? end_ : found) - last_};
    }
    /// The next separator, or npos. Eight bytes are looked at once for all the fields in them.
    TRACKWIRE_HOT constexpr std::size_t find() noexcept {
        if (marks_ == 0 && !look_on()) { return bytes_view::npos; }
        const std::size_t at = next_ - 8 + word::first(marks_);
        marks_ &= marks_ - 1;
        return at < end_ ? at : bytes_view::npos;
    }
    TRACKWIRE_NOINLINE constexpr bool look_on() noexcept {
        const std::uint64_t pattern = word::ones * separator_;
        std::size_t at = next_;
        std::uint64_t marks = 0;
        for (; at < end_ && marks == 0; at += 8) { marks = word::all_zeros(load(at) ^ pattern); }
        next_ = at;
        marks_ = marks;
        return marks != 0;
    }
    /// Eight bytes from `at` on, zeros behind the frame.
    TRACKWIRE_HOT [[nodiscard]] constexpr std::uint64_t load(std::size_t at) const noexcept {
        if (at + 8 <= frame_.size()) { return load_le64(frame_.data() + at); }
        return load_rest(frame_.sub(at));
    }
    TRACKWIRE_NOINLINE static constexpr std::uint64_t load_rest(bytes_view rest) noexcept {
        std::uint64_t w = 0;
        for (std::size_t i = rest.size(); i > 0; --i) { w = w << 8U | rest[i - 1]; }
        return w;
    }
    TRACKWIRE_INLINE constexpr void report(const field_info& f, std::size_t offset, std::size_t size,
                                           field_kind kind) noexcept {
        if constexpr (Trace::enabled) {
            if (size > 0) { trace_->field({offset, size, f, kind, 0, false}); }
        } else {
            (void)f, (void)offset, (void)size, (void)kind;
        }
    }

    bytes_view frame_;
    std::size_t at_;
    std::size_t end_;
    std::size_t last_ = 0;
    std::size_t next_;         ///< behind the eight bytes that were looked at
    std::uint64_t marks_ = 0;  ///< separators among them that have not been reached
    std::uint8_t separator_;
    bool done_ = false;
    Trace* trace_;
};

}  // namespace trackwire::inline v0
