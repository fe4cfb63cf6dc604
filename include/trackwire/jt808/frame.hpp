// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The frame of JT/T 808 and of the dialects that share it.
///
///   7E | message id | attributes | [version] | device id | serial | [packets, packet] | body | XOR | 7E
///
/// Four headers: 2011/2013 (id of 6 bytes), 2019 (version, id of 10 bytes), E7 flags (id of 7 bytes), and the one with
/// a serial of one byte (0x5501, 0x5502, 0x4001, 0x4401; jointech.md 9.1). Lengths count true bytes.
/// Source: jt808.md 2, 3 and 11; jointech.md 3.4.

#include <trackwire/core/bcd.hpp>
#include <trackwire/core/cursor.hpp>
#include <trackwire/core/frame.hpp>
#include <trackwire/core/session.hpp>
#include <trackwire/jt808/table.hpp>
#include <trackwire/record/message.hpp>

namespace trackwire::inline v0::jt808 {

/// Any JT/T 808 device without a dialect of its own.
inline constexpr protocol_info protocol{"jt808", "JT/T 808"};

enum class header_form : std::uint8_t { edition_2013, edition_2019, e7, short_serial };

/// Body attributes (jt808.md 3).
inline constexpr unsigned length_mask = 0x03FF;
inline constexpr unsigned encryption_mask = 0x1C00;
inline constexpr unsigned packets_bit = 0x2000;
inline constexpr unsigned version_bit = 0x4000;
inline constexpr unsigned reserved_bit = 0x8000;

/// Flags, 21 header bytes, 1023 body bytes and the check, every byte escaped (jt808.md 2).
inline constexpr std::size_t longest_wire = 2 * (21 + 1023 + 1) + 2;

/// A whole, checked frame as `scan` has cut it: where its body is.
struct frame_shape {
    std::uint16_t id = 0;
    std::uint16_t attributes = 0;
    header_form form = header_form::edition_2013;
    escape scheme = escape::none;
    std::size_t body = 0;  ///< wire offset of the first body byte
    std::size_t end = 0;   ///< wire offset of the check

    /// What `decode` needs, packed into `verdict::detail`.
    [[nodiscard]] constexpr std::uint8_t packed() const noexcept {
        return static_cast<std::uint8_t>(static_cast<unsigned>(form) | (scheme == escape::none ? 0U : 4U));
    }
};
[[nodiscard]] constexpr header_form form_in(std::uint8_t packed) noexcept {
    return static_cast<header_form>(packed & 3U);
}
[[nodiscard]] constexpr escape scheme_in(std::uint8_t packed) noexcept {
    if ((packed & 4U) == 0) { return escape::none; }
    return form_in(packed) == header_form::e7 ? escape::flag_e7 : escape::flag_7e;
}

/// True bytes in front of the body, without packet numbers; and of the device id.
inline constexpr std::uint8_t header_sizes[] = {12, 17, 13, 11};
inline constexpr std::uint8_t id_sizes[] = {6, 10, 7, 6};

/// True bytes in front of the body.
[[nodiscard]] constexpr std::size_t header_size(header_form form, unsigned attributes) noexcept {
    const bool packets = (attributes & packets_bit) != 0 && form != header_form::short_serial;
    return header_sizes[static_cast<std::size_t>(form)] + (packets ? 4U : 0U);
}

/// Packets that the body of a whole, checked frame is cut into; 1: it is whole. `s`: of this frame.
[[nodiscard]] constexpr unsigned packets_of(bytes_view in, const frame_shape& s) noexcept {
    if ((s.attributes & packets_bit) == 0 || s.form == header_form::short_serial) { return 1; }
    constexpr std::size_t longest_header = 21;
    std::uint8_t h[longest_header] = {};
    wire_view(in.sub(1, s.body - 1), s.scheme).copy_to(h);
    return load_be16(h + header_size(s.form, s.attributes) - 4);
}

/// Ids that only come with the one-byte serial, and those that come with either (jointech.md 4.3, 9.1).
[[nodiscard]] constexpr bool always_short(unsigned id) noexcept { return id == 0x5501 || id == 0x5502; }
[[nodiscard]] constexpr bool maybe_short(unsigned id) noexcept { return id == 0x4001 || id == 0x4401; }

/// The header between 7E flags: by message id, then by bit 14; `content` (true bytes between the flags) decides where
/// both a short and a long serial are possible.
[[nodiscard]] constexpr header_form form_of(unsigned id, unsigned attributes, std::size_t content) noexcept {
    if (always_short(id)) { return header_form::short_serial; }
    if (maybe_short(id) &&
        content == header_size(header_form::short_serial, attributes) + (attributes & length_mask) + 1) {
        return header_form::short_serial;
    }
    return (attributes & version_bit) != 0 ? header_form::edition_2019 : header_form::edition_2013;
}

/// The true bytes between the flags that the attributes ask for: the shorter and the longer possibility.
struct content_sizes {
    std::size_t least = 0;
    std::size_t most = 0;
};
[[nodiscard]] constexpr content_sizes content_of(unsigned id, unsigned attributes) noexcept {
    const std::size_t rest = (attributes & length_mask) + 1;
    const std::size_t most = header_size(form_of(id, attributes, 0), attributes) + rest;
    return {maybe_short(id) ? header_size(header_form::short_serial, attributes) + rest : most, most};
}

/// High bytes of message ids that can be ours (jt808.md 11).
[[nodiscard]] constexpr bool is_message_range(std::uint8_t high) noexcept {
    return high <= 0x20 || high == 0x40 || high == 0x44 || high == 0x55 || high == 0x60 ||
           (high >= 0x80 && high <= 0x9F) || high == 0xA0 || high >= 0xE0;
}

/// Ids that cannot be: 0, and a line end, NUL or blank behind an end flag with the next text or `$` frame.
[[nodiscard]] constexpr bool is_no_message(std::uint8_t high, std::uint8_t low) noexcept {
    if (high == 0 && low == 0) { return true; }
    if (high == '\r' && low == '\n') { return true; }
    return is_separator(high) && (low == '(' || low == '$');
}

/// XOR of a run, and whether it holds a flag or an escape: eight bytes at a time, because this loop sees every byte.
struct run_check {
    std::uint8_t sum = 0;
    bool special = false;
};
[[nodiscard]] constexpr run_check check_run(const std::uint8_t* p, std::size_t n) noexcept {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    const std::uint8_t* const begin = p;
    const std::uint8_t* const end = p + n;
    std::uint64_t sum = 0;
    std::uint64_t near = 0;  // 7C, 7D or 7E: less than 3 when XORed with 7C
    const auto look = [&](std::uint64_t v) {
        const std::uint64_t distance = v ^ 0x7C * ones;
        near |= (distance - 3 * ones) & ~distance;
        sum ^= v;
    };
    for (; end - p >= 8; p += 8) { look(load_le64(p)); }
    if (!TRACKWIRE_SMALL && n >= 8 && p != end) {
        look(load_le64(begin + (n - 8)) >> (64 - 8 * static_cast<unsigned>(end - p)));  // zeros change nothing
    } else {
        for (; p != end; ++p) { look(*p); }
    }
    for (unsigned shift = 32; shift >= 8; shift /= 2) { sum ^= sum >> shift; }
    run_check r{static_cast<std::uint8_t>(sum & 0xFFU), false};
    if ((near & 0x80 * ones) == 0) { return r; }
    for (p = begin; p != end; ++p) { r.special = r.special || *p == 0x7E || *p == 0x7D; }
    return r;
}

/// Finds frames. Pure; `shape` is set with the verdict `frame`.
class framer {
public:
    static constexpr verdict scan(bytes_view in, const scan_input& how, frame_shape& shape) noexcept {
        if (in[0] == 0xE7) { return scan_e7(in, how, shape); }
        if (in.size() < 2) { return need(in, 15, "message id", how); }
        if (in[1] == 0x7E) {
            // End and start, or an empty frame: skipped without a word (jt808.md 2).
            return verdict::whole(1, strength::lead, &protocol, "flag", 1);
        }
        return scan_plain(in, shape) ? settle(in, shape) : scan_escaped(in, how, shape);
    }

private:
    /// How many bytes decide about a header: up to the packet numbers of the longest.
    static constexpr std::size_t header_bytes = 21;

    static constexpr verdict need(bytes_view in, std::size_t total, name field, const scan_input& how) noexcept {
        verdict v = verdict::need(total > in.size() ? total : in.size() + 1, field, nearest(in, how));
        v.scanned = static_cast<std::uint32_t>(in.size());
        return v;
    }
    /// Whose frame it would be, as far as that is known before it is whole.
    static constexpr const protocol_info* nearest(bytes_view, const scan_input& how) noexcept {
        return how.known != nullptr && how.known->dialect != nullptr ? how.known->dialect : &protocol;
    }

    static constexpr void locate_body(bytes_view in, frame_shape& s) noexcept {
        std::size_t n = header_size(s.form, s.attributes);
        s.body = 1;
        if (s.scheme == escape::none) {
            s.body += n;
            return;
        }
        for (; n > 0; --n) { s.body += unescape_at(in.data() + s.body, in.data() + in.size(), s.scheme).width; }
    }

    /// A whole frame without escapes whose closing flag is where the length says, and whose check is right.
    static constexpr bool scan_plain(bytes_view in, frame_shape& s) noexcept {
        if (in.size() < 14) { return false; }
        const unsigned id = load_be16(in.data() + 1);
        const unsigned attributes = load_be16(in.data() + 3);
        header_form form = form_of(id, attributes, 0);
        std::size_t content = header_size(form, attributes) + (attributes & length_mask) + 1;
        if (maybe_short(id)) {
            const std::size_t least = content_of(id, attributes).least;
            if (least != content && least + 1 < in.size() && in[least + 1] == 0x7E) { content = least; }
            form = form_of(id, attributes, content);
        }
        if (content + 1 >= in.size() || in[content + 1] != 0x7E) { return false; }
        const run_check run = check_run(in.data() + 1, content);
        if (run.special || run.sum != 0) { return false; }
        s.id = static_cast<std::uint16_t>(id);
        s.attributes = static_cast<std::uint16_t>(attributes);
        s.form = form;
        s.scheme = escape::none;
        s.body = 1 + header_size(form, attributes);
        s.end = content;
        return true;
    }

    /// The last questions to a frame whose length and check are right.
    static constexpr verdict settle(bytes_view in, const frame_shape& s) noexcept {
        if (s.scheme == escape::none) { return settle(in, s, in.data() + 1); }
        std::uint8_t copy[header_bytes] = {};
        wire_view(in.sub(1, s.end), s.scheme).copy_to(copy);
        return settle(in, s, copy);
    }
    /// `h`: the true bytes of the header.
    static constexpr verdict settle(bytes_view in, const frame_shape& s, const std::uint8_t* h) noexcept {
        if (!is_good_header(h, s.form)) { return check_header(h, header_size(s.form, s.attributes), protocol); }
        const std::size_t total = (s.scheme == escape::none ? s.end + 1 : behind(in, s.end, escape::flag_7e)) + 1;
        if ((s.attributes & packets_bit) != 0 && s.form != header_form::short_serial) {
            const std::size_t at = header_size(s.form, s.attributes) - 4;
            const unsigned packets = load_be16(h + at);
            const unsigned packet = load_be16(h + at + 2);
            if (packet == 0 || packet > packets) {
                return broken(total, protocol, error_code::out_of_range, "jt808.packet", s.body - 2);
            }
        }
        const bool known = find_message(s.id) != nullptr;
        verdict v = verdict::whole(total, known ? strength::checked : strength::exact, &protocol, "checksum", s.end);
        v.shared_end = true;
        v.detail = s.packed();
        return v;
    }

    static constexpr std::size_t behind(bytes_view in, std::size_t at, escape scheme) noexcept {
        return at + unescape_at(in.data() + at, in.data() + in.size(), scheme).width;
    }

    static constexpr verdict broken(std::size_t total, const protocol_info& whose, error_code code, name field,
                                    std::size_t at) noexcept {
        verdict v = verdict::malformed(total, &whose, code, field, at);
        v.shared_end = true;
        return v;
    }

    /// The first true bytes of a candidate, as far as they have come.
    struct head {
        std::uint8_t byte[header_bytes] = {};
        std::size_t count = 0;
        std::size_t flag = 0;  ///< wire offset of a flag among them; 0: none
    };
    static constexpr head read_head(bytes_view in, escape scheme) noexcept {
        head h;
        for (std::size_t at = 1; at < in.size() && h.count < header_bytes;) {
            if (in[at] == in[0]) {
                h.flag = at;
                return h;
            }
            const unescaped u = unescape_at(in.data() + at, in.data() + in.size(), scheme);
            if (!u.sound && at + 1 == in.size()) { return h; }  // half an escape
            h.byte[h.count++] = u.byte;
            at += u.width;
        }
        return h;
    }

    /// Whether a whole header has none of these reasons.
    static constexpr bool is_good_header(const std::uint8_t* h, header_form form) noexcept {
        if (!is_message_range(h[0]) || is_no_message(h[0], h[1])) { return false; }
        return form != header_form::edition_2019 || (is_bcd_word(load_be64(h + 5)) && is_bcd_word(load_be16(h + 13)));
    }

    /// Reasons that refuse a header between 7E flags whatever follows (jt808.md 11). A reject without a code: none.
    static constexpr verdict check_header(const std::uint8_t* h, std::size_t count,
                                          const protocol_info& whose) noexcept {
        if (count >= 1 && !is_message_range(h[0])) {
            return verdict::reject(error_code::unexpected, "message id", 1, &whose);
        }
        if (count >= 2 && is_no_message(h[0], h[1])) {
            return verdict::reject(error_code::unexpected, "message id", 2, &whose);
        }
        if (count < 4 || form_of(load_be16(h), load_be16(h + 2), 0) != header_form::edition_2019) { return {}; }
        for (std::size_t i = 5; i < 15 && i < count; ++i) {
            if (!is_bcd(h[i])) { return verdict::reject(error_code::bad_bcd, "device id", i + 1, &whose); }
        }
        return {};
    }

    /// Everything that is not a good frame without escapes.
    static constexpr verdict scan_escaped(bytes_view in, const scan_input& how, frame_shape& s) noexcept {
        const head h = read_head(in, escape::flag_7e);
        const protocol_info& whose = *nearest(in, how);
        const verdict early = check_header(h.byte, h.count, whose);
        if (early.why.code != error_code::none) { return early; }
        const unsigned id = h.count >= 2 ? load_be16(h.byte) : 0;
        const std::size_t shortest = always_short(id) || maybe_short(id) ? 11 : 12;
        if (h.flag != 0 && h.count < shortest) {
            return verdict::reject(error_code::too_short, "header", h.flag, &whose);
        }
        if (h.count < 4) { return need(in, 15, "header", how); }
        s.id = static_cast<std::uint16_t>(id);
        s.attributes = load_be16(h.byte + 2);
        const std::size_t flag = h.flag != 0 ? h.flag : in.find(0x7E, how.scanned > 1 ? how.scanned : 1);
        const std::size_t seen = flag == bytes_view::npos ? in.size() : flag;
        if (seen >= longest_wire) {
            return verdict::reject(error_code::too_long, "end flag", longest_wire - 1, &whose);
        }
        const header_proof proof{find_message(s.id) != nullptr, has_decimal_id(h, s),
                                 how.known != nullptr && how.known->protocol == &whose};
        return flag == bytes_view::npos ? wait(in, how, s, whose, proof) : check_content(in, flag, s, whose, proof);
    }

    /// What a header alone says for us. Two flags and the number of a message are in many foreign bytes too.
    struct header_proof {
        bool known;    ///< message id
        bool decimal;  ///< device id
        bool spoken;   ///< the connection has spoken the protocol before

        [[nodiscard]] constexpr bool enough() const noexcept { return known && (decimal || spoken); }
        /// Together with a right check; without it a frame of another length is one of ours only if `enough`.
        [[nodiscard]] constexpr bool with_check(bool right) const noexcept {
            return enough() || (right && (known || decimal));
        }
    };

    /// Whether digits stand in the place of the device id, as far as the bytes go; zeros alone are anybody's.
    static constexpr bool has_decimal_id(const head& h, const frame_shape& s) noexcept {
        const bool long_id = form_of(s.id, s.attributes, 0) == header_form::edition_2019;
        const std::size_t begin = long_id ? 5 : 4;
        const std::size_t end = begin + (long_id ? 10 : 6);
        unsigned zeros = 0;
        for (std::size_t i = begin; i < end && i < h.count; ++i) {
            if (!is_bcd(h.byte[i])) { return false; }
            zeros += h.byte[i] == 0 ? 1U : 0U;
        }
        return h.count < end || zeros + 2 <= end - begin;
    }

    /// No closing flag yet. What is not ours by its header is waited for only as long as its length can be right.
    static constexpr verdict wait(bytes_view in, const scan_input& how, const frame_shape& s,
                                  const protocol_info& whose, const header_proof& proof) noexcept {
        const std::size_t content = content_of(s.id, s.attributes).most;
        if (!proof.enough() && in.size() - 1 > content) {
            const bytes_view rest = in.sub(1);
            const std::size_t half = rest[rest.size() - 1] == 0x7D ? 1 : 0;
            if (wire_view(rest.first(rest.size() - half), escape::flag_7e).size() > content) {
                return too_much(content_of(s.id, s.attributes), whose);
            }
        }
        return need(in, content_of(s.id, s.attributes).least + 2, "end flag", how);
    }

    static constexpr verdict too_much(const content_sizes& sizes, const protocol_info& whose) noexcept {
        return verdict::reject(error_code::bad_length, "body length", sizes.most + 1, &whose);
    }

    /// Both flags are there: escapes, length, check. A frame that fails one of them is worth a report if another, or
    /// its header, proves it ours.
    static constexpr verdict check_content(bytes_view in, std::size_t flag, frame_shape& s, const protocol_info& whose,
                                           const header_proof& proof) noexcept {
        const content_check c = check_bytes(in, flag);
        s.end = c.last;
        s.scheme = c.size + 1 == flag ? escape::none : escape::flag_7e;
        const content_sizes sizes = content_of(s.id, s.attributes);
        const bool fits = c.size == sizes.least || c.size == sizes.most;
        if (!proof.enough() && c.size > sizes.most) { return too_much(sizes, whose); }  // as in `wait`
        if (c.bad_escape != 0) {
            if (!proof.enough() && !(proof.known && fits)) {
                return verdict::reject(error_code::bad_escape, "escape", c.bad_escape, &whose);
            }
            verdict v = broken(flag + 1, whose, error_code::bad_escape, "escape", c.bad_escape);
            v.search_inside = !fits;  // a frame that was cut behind 7D has swallowed what came next
            return v;
        }
        if (!fits) {
            const bool right = c.sum == 0;
            const bool ours = proof.with_check(right) && (right || proof.spoken || is_near(s, c.size));
            return settle_length(in, flag, c, whose, ours);
        }
        if (c.sum != 0) { return broken(flag + 1, whose, error_code::bad_checksum, "checksum", s.end); }
        s.form = form_of(s.id, s.attributes, c.size);
        locate_body(in, s);
        return settle(in, s);
    }

    /// Whether a frame of `size` true bytes can have lost some, have lost its end flag, or have one wrong bit in its
    /// attributes.
    static constexpr bool is_near(const frame_shape& s, std::size_t size) noexcept {
        constexpr std::size_t strays = 2;
        if (size < content_of(s.id, s.attributes).most + strays) { return true; }
        for (unsigned bit = 0; bit < 16; ++bit) {
            const content_sizes sizes = content_of(s.id, s.attributes ^ 1U << bit);
            if (size == sizes.least || size == sizes.most) { return true; }
        }
        return false;
    }

    /// What stands between the flags.
    struct content_check {
        std::size_t size = 0;        ///< true bytes
        std::size_t last = 0;        ///< wire offset of the last of them, the check
        std::size_t bad_escape = 0;  ///< wire offset; 0: none
        std::uint8_t sum = 0;        ///< XOR of all
    };
    static constexpr content_check check_bytes(bytes_view in, std::size_t flag) noexcept {
        content_check c;
        for (std::size_t at = 1; at < flag; ++c.size) {
            const unescaped u = unescape_at(in.data() + at, in.data() + flag, escape::flag_7e);
            if (!u.sound && c.bad_escape == 0) { c.bad_escape = at; }
            c.sum = static_cast<std::uint8_t>(c.sum ^ u.byte);
            c.last = at;
            at += u.width;
        }
        return c;
    }

    /// The length does not fit. SolarPowered has the same flags, escapes and check; its own length fits there.
    static constexpr verdict settle_length(bytes_view in, std::size_t flag, const content_check& c,
                                           const protocol_info& whose, bool ours) noexcept {
        if (!ours || is_solarpowered(in, flag, c)) {
            return verdict::reject(error_code::bad_length, "body length", flag, &whose);
        }
        verdict v = broken(flag + 1, whose, error_code::bad_length, "body length", 3);
        v.search_inside = true;
        return v;
    }
    ///   7E | IMEI 8 | type | length u16 | items, the first 81 | check | 7E
    static constexpr bool is_solarpowered(bytes_view in, std::size_t flag, const content_check& c) noexcept {
        std::uint8_t h[12] = {};
        wire_view(in.sub(1, flag - 1), escape::flag_7e).copy_to(h);
        return c.size >= sizeof h && load_be16(h + 9) + sizeof h == c.size && h[11] == 0x81;
    }

    // ---- E7 ------------------------------------------------------------------------------------------------------

    /// Claimed only with full evidence: a known id, exact length, right check (jt808.md 2.1, 11). Never malformed.
    static constexpr verdict scan_e7(bytes_view in, const scan_input& how, frame_shape& s) noexcept {
        const head h = read_head(in, escape::flag_e7);
        const auto refuse = [](error_code code, name field, std::size_t at) {
            return verdict::reject(code, field, at, &protocol);
        };
        if (h.count >= 1 && !is_message_range(h.byte[0])) { return refuse(error_code::unexpected, "message id", 1); }
        if (h.count >= 2 && find_message(load_be16(h.byte)) == nullptr) {
            return refuse(error_code::unexpected, "message id", 2);
        }
        if (h.count >= 3 && (h.byte[2] & (reserved_bit | version_bit | encryption_mask) >> 8U) != 0) {
            return refuse(error_code::unexpected, "body attributes", 3);
        }
        for (std::size_t i = 4; i < 11 && i < h.count; ++i) {
            if (!is_bcd(h.byte[i])) { return refuse(error_code::bad_bcd, "device id", i + 1); }
        }
        if (h.flag != 0 && h.count < 13) { return refuse(error_code::too_short, "header", h.flag); }
        if (h.count < 4) { return need(in, 16, "header", how); }
        s.id = load_be16(h.byte);
        s.attributes = load_be16(h.byte + 2);
        s.form = header_form::e7;
        s.scheme = escape::flag_e7;
        const std::size_t content = header_size(s.form, s.attributes) + (s.attributes & length_mask) + 1;
        return check_e7(in, how, s, content);
    }

    static constexpr verdict check_e7(bytes_view in, const scan_input& how, frame_shape& s,
                                      std::size_t content) noexcept {
        const std::size_t flag = in.find(0xE7, how.scanned > 1 ? how.scanned : 1);
        if (flag == bytes_view::npos && in.size() <= content) { return need(in, content + 2, "end flag", how); }
        const std::size_t seen = flag == bytes_view::npos ? in.size() : flag;
        std::size_t at = 1;
        std::uint8_t sum = 0;
        for (std::size_t n = 0; n < content; ++n) {
            if (at == seen) {
                return flag == bytes_view::npos
                           ? need(in, content + 2, "end flag", how)
                           : verdict::reject(error_code::bad_length, "body length", flag, &protocol);
            }
            const unescaped u = unescape_at(in.data() + at, in.data() + seen, escape::flag_e7);
            if (!u.sound && at + 1 == in.size()) { return need(in, content + 2, "end flag", how); }
            if (!u.sound) { return verdict::reject(error_code::bad_escape, "escape", at, &protocol); }
            sum = static_cast<std::uint8_t>(sum ^ u.byte);
            s.end = at;
            at += u.width;
        }
        if (at == in.size()) { return need(in, at + 1, "end flag", how); }
        if (at != flag) { return verdict::reject(error_code::bad_length, "body length", at, &protocol); }
        if (sum != 0) { return verdict::reject(error_code::bad_checksum, "checksum", s.end, &protocol); }
        locate_body(in, s);
        return settle_e7(in, s, at + 1);
    }

    static constexpr verdict settle_e7(bytes_view in, const frame_shape& s, std::size_t total) noexcept {
        if ((s.attributes & packets_bit) != 0) {
            std::uint8_t h[header_bytes] = {};
            wire_view(in.sub(1, total - 2), s.scheme).copy_to(h);
            if (load_be16(h + 15) == 0 || load_be16(h + 15) > load_be16(h + 13)) {
                return verdict::reject(error_code::out_of_range, "jt808.packet", s.body - 1, &protocol);
            }
        }
        verdict v = verdict::whole(total, strength::checked, &protocol, "checksum", s.end);
        v.detail = s.packed();
        return v;
    }
};

/// A header as it was read.
struct header {
    std::uint16_t id = 0;
    std::uint16_t attributes = 0;
    header_form form = header_form::edition_2013;
    std::uint8_t version = 0;
    std::uint16_t serial = 0;
    std::uint16_t packets = 0;  ///< 0: no packet items
    std::uint16_t packet = 0;
    bool no_identity = true;   ///< the id is all zero
    bool decimal = false;      ///< its nibbles are digits
    std::uint64_t packed = 0;  ///< its first six bytes as a number
    wire_view device;          ///< id bytes
    wire_view subject;         ///< what an answer repeats: version (2019) and id

    [[nodiscard]] constexpr bool encrypted() const noexcept {
        return form != header_form::short_serial && (attributes & encryption_mask) != 0;
    }
    /// How the id is spelled (jt808.md 3.2).
    [[nodiscard]] constexpr text_form id_form() const noexcept {
        if (decimal) { return text_form::bcd; }
        const bool imei = packed >= 10'000'000'000'000U && packed < 100'000'000'000'000U;
        return imei ? text_form::packed_imei : text_form::hex;
    }
    /// One of several packets: not a body of its own (jt808.md 4).
    [[nodiscard]] constexpr bool partial() const noexcept { return packets > 1; }
};

/// Reads flag and header; `in` then stands at the body.
template <class Trace>
[[nodiscard]] constexpr header read_header(cursor<Trace>& in, bytes_view frame, header_form form) noexcept {
    header h;
    h.form = form;
    in.delimiter();
    h.id = in.u16_be("message id");
    h.attributes = in.u16_be("body attributes");
    const std::size_t subject = in.offset();
    if (h.form == header_form::edition_2019) { h.version = in.u8("protocol version"); }
    const unsigned id_size = id_sizes[static_cast<std::size_t>(h.form)];
    std::uint8_t buffer[10];
    const std::uint8_t* const id = in.block(buffer);
    const bool longer = id_size > 8;
    const std::uint64_t first = load_be64(id) & (longer ? ~std::uint64_t{0} : ~std::uint64_t{0} << (64 - 8 * id_size));
    const std::uint64_t last = longer ? load_be16(id + 8) : 0;
    h.device = in.take("device id", id_size);
    h.no_identity = (first | last) == 0;
    h.decimal = is_bcd_word(first) && is_bcd_word(last);
    h.packed = first >> 16U;
    h.subject = wire_view(frame.sub(subject, in.offset() - subject), in.scheme());
    if (h.form == header_form::short_serial) {
        h.serial = in.u8("message serial");
    } else {
        h.serial = in.u16_be("message serial");
        if ((h.attributes & packets_bit) != 0) {
            h.packets = in.u16_be("packets in all");
            h.packet = in.u16_be("number of this packet");
        }
    }
    return h;
}

}  // namespace trackwire::inline v0::jt808
