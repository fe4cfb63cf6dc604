// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Answers of the platform: the header in the form of the question, escapes, check.
/// Source: jt808.md 9; jointech.md 8.7 and 9.5.

#include <trackwire/core/codec.hpp>
#include <trackwire/jt808/frame.hpp>

namespace trackwire::inline v0::jt808 {

/// Writes one frame: bytes are escaped and summed as they are put.
class frame_writer {
public:
    constexpr frame_writer(byte_output& out, escape scheme) noexcept : out_(out), scheme_(scheme) { flag(); }

    constexpr void u8(unsigned v) noexcept {
        const auto b = static_cast<std::uint8_t>(v & 0xFFU);
        sum_ = static_cast<std::uint8_t>(sum_ ^ b);
        escaped(b);
    }
    constexpr void u16(unsigned v) noexcept {
        u8(v >> 8U);
        u8(v);
    }
    constexpr void u32(std::uint32_t v) noexcept {
        u16(v >> 16U);
        u16(v & 0xFFFFU);
    }
    constexpr void bytes(const wire_view& v) noexcept {
        for (const std::uint8_t b : v) { u8(b); }
    }
    constexpr void finish() noexcept {
        escaped(sum_);
        flag();
    }

private:
    constexpr void flag() noexcept { out_.put(scheme_ == escape::flag_e7 ? std::uint8_t{0xE7} : std::uint8_t{0x7E}); }
    constexpr void pair(std::uint8_t lead, std::uint8_t second) noexcept {
        out_.put(lead);
        out_.put(second);
    }
    constexpr void escaped(std::uint8_t b) noexcept {
        if (scheme_ != escape::flag_e7) {
            if (b == 0x7E || b == 0x7D) { return pair(0x7D, b == 0x7E ? 2 : 1); }
        } else if (b == 0xE6 || b == 0xE7) {
            return pair(0xE6, b == 0xE7 ? 2 : 1);
        } else if (b == 0x3E || b == 0x3D) {
            return pair(0x3E, b == 0x3D ? 2 : 1);
        }
        out_.put(b);
    }

    byte_output& out_;
    escape scheme_;
    std::uint8_t sum_ = 0;
};

/// The header of a message that is written.
struct written_header {
    std::uint16_t id = 0;
    std::uint16_t serial = 0;
    header_form form = header_form::edition_2013;
    std::uint8_t version = 1;  ///< of a 2019 header
    bytes_view device;         ///< id bytes, as many as the form has
};

/// Writes a whole frame around a body of at most 1023 bytes.
constexpr void write_frame(const written_header& h, bytes_view body, byte_output& out) noexcept {
    const bool edition_2019 = h.form == header_form::edition_2019;
    frame_writer w(out, h.form == header_form::e7 ? escape::flag_e7 : escape::flag_7e);
    w.u16(h.id);
    w.u16(static_cast<unsigned>(body.size()) | (edition_2019 ? version_bit : 0U));
    if (edition_2019) { w.u8(h.version); }
    w.bytes(h.device);
    if (h.form == header_form::short_serial) {
        w.u8(h.serial);
    } else {
        w.u16(h.serial);
    }
    w.bytes(body);
    w.finish();
}

/// What the encoders find in a reply: `subject` is version and id of the question, numbers[0] the platform's serial and
/// the question's, numbers[1] the question's id and the result, numbers[2] a media id.
namespace detail {
[[nodiscard]] constexpr frame_writer begin(const reply& r, byte_output& out, unsigned id, std::size_t body) noexcept {
    constexpr std::size_t subject_2019 = 11;
    const std::size_t size = r.subject.size();
    frame_writer w(out, size == 7 ? escape::flag_e7 : escape::flag_7e);
    w.u16(id);
    w.u16(static_cast<unsigned>(body) | (size == subject_2019 ? version_bit : 0U));
    w.bytes(r.subject);
    w.u16(r.numbers[0] >> 16U);
    return w;
}
}  // namespace detail

/// 0x8001: serial, id, result.
constexpr void encode_general(const reply& r, const reply_options&, byte_output& out) noexcept {
    frame_writer w = detail::begin(r, out, 0x8001, 5);
    w.u16(r.numbers[0] & 0xFFFFU);
    w.u16(r.numbers[1] >> 16U);
    w.u8(r.numbers[1]);
    w.finish();
}

/// 0x8100: serial, 0, token: the caller's, or the device id as the record spells it (record.md 12.15). numbers[2]: its
/// `text_form`.
constexpr void encode_registration(const reply& r, const reply_options&, byte_output& out) noexcept {
    fixed_text<24> token;
    if (r.extra.empty()) {
        std::size_t skip = r.subject.size() == 11 ? 2 : 0;  // the two digits of the version
        spell({r.subject, static_cast<text_form>(r.numbers[2])}, [&](std::uint8_t c, const std::uint8_t*) {
            if (skip == 0) { token.append(static_cast<char>(c)); }
            skip -= skip > 0 ? 1 : 0;
        });
    }
    frame_writer w = detail::begin(r, out, 0x8100, 3 + token.size() + r.extra.size());
    w.u16(r.numbers[0] & 0xFFFFU);
    w.u8(0);
    w.bytes(r.extra);
    for (const char c : token) { w.u8(static_cast<unsigned char>(c)); }
    w.finish();
}

/// 0x8004: BCD time, UTC (jt808.md 9.3). Without the time: zeros, which nobody sends.
constexpr void encode_time(const reply& r, const reply_options& options, byte_output& out) noexcept {
    const civil_time t = to_civil(options.now.value_or(0));
    frame_writer w = detail::begin(r, out, 0x8004, 6);
    const unsigned fields[] = {static_cast<unsigned>(t.year % 100), t.month, t.day, t.hour, t.minute, t.second};
    for (const unsigned v : fields) { w.u8(to_bcd(v)); }
    w.finish();
}

/// 0x8109: the same in binary, then the result (jt808.md 9.3).
constexpr void encode_vendor_time(const reply& r, const reply_options& options, byte_output& out) noexcept {
    const civil_time t = to_civil(options.now.value_or(0));
    frame_writer w = detail::begin(r, out, 0x8109, 8);
    w.u16(static_cast<unsigned>(t.year));
    const unsigned fields[] = {t.month, t.day, t.hour, t.minute, t.second, 0U};
    for (const unsigned v : fields) { w.u8(v); }
    w.finish();
}

/// 0x8800, all received: media id; in the 2011 form (numbers[1] set) with the serial in front and a count
/// (jt808.md 9.5).
constexpr void encode_media(const reply& r, const reply_options&, byte_output& out) noexcept {
    const bool edition_2011 = r.numbers[1] != 0;
    frame_writer w = detail::begin(r, out, 0x8800, edition_2011 ? 7 : 4);
    if (edition_2011) { w.u16(r.numbers[0] & 0xFFFFU); }
    w.u32(r.numbers[2]);
    if (edition_2011) { w.u8(0); }
    w.finish();
}

/// 0x4401 for frames with a one-byte serial; the answer's own serial is always 01 (jointech.md 9.5).
constexpr void encode_short(const reply& r, const reply_options&, byte_output& out) noexcept {
    frame_writer w(out, escape::flag_7e);
    w.u16(0x4401);
    w.u16(3);
    w.bytes(r.subject);
    w.u8(1);
    w.u16(r.numbers[1] >> 16U);
    w.u8(0);
    w.finish();
}

/// Sets an answer and takes the platform's next serial.
constexpr void set_reply(message& m, const header& head, session& state, reply_encoder encoder,
                         unsigned result = 0) noexcept {
    m.reply.encoder = encoder;
    m.reply.subject = head.subject;
    m.reply.binary = true;
    m.reply.numbers[0] = static_cast<std::uint32_t>(state.server_serial++) << 16U | head.serial;
    m.reply.numbers[1] = static_cast<std::uint32_t>(head.id) << 16U | result;
}

/// The answer of the table to a message.
constexpr void set_answer(message& m, const header& head, decode_context& context, answer wanted) noexcept {
    switch (wanted) {
        case answer::none: return;
        case answer::general: return set_reply(m, head, context.state, encode_general);
        case answer::registration:
            set_reply(m, head, context.state, encode_registration);
            m.reply.extra = context.conf.token;
            m.reply.secret = !context.conf.token.empty();
            m.reply.numbers[2] = static_cast<std::uint32_t>(head.id_form());
            return;
        case answer::time:
            set_reply(m, head, context.state, encode_time);
            m.reply.needs_time = true;
            return;
        case answer::vendor_time:
            set_reply(m, head, context.state, encode_vendor_time);
            m.reply.needs_time = true;
            return;
        case answer::media:
            set_reply(m, head, context.state, encode_media);
            m.reply.numbers[1] = 0;
            return;
    }
}

}  // namespace trackwire::inline v0::jt808
