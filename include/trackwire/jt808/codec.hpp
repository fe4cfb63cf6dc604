// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The codec of 0x7E frames (and of the rare E7 framing): one wire codec, into which the dialects of vendors plug.
/// Source: jt808.md; jointech.md 4.3.

#include <trackwire/jt808/delivery.hpp>

namespace trackwire::inline v0::jt808 {

/// A dialect declares:
///   `static constexpr const protocol_info& protocol`
///   `static constexpr bool owns(bytes_view, const frame_shape&, const session* known) noexcept`
///        whether a whole, checked frame is its own: by the frame's evidence and what the session remembers
///   `static constexpr bool resembles(bytes_view) noexcept`
///        whether a frame that is not whole or not sound is nearest to it, by its message id
///   `template <class Trace> static constexpr bool decode(reading<Trace>&)`
///        decodes a message, or says false: then it is read as a generic one under the dialect's name
template <class... Dialects>
struct codec {
    static constexpr name id = "jt808";
    static constexpr std::size_t longest_frame = longest_wire;

    static constexpr bool may_start(std::uint8_t b) noexcept { return b == 0x7E || b == 0xE7; }

    static constexpr verdict scan(bytes_view in, const scan_input& how) noexcept {
        frame_shape shape;
        verdict v = framer::scan(in, how, shape);
        if (v.kind != verdict::outcome::frame) {
            ((v.protocol == &protocol && Dialects::resembles(in) ? void(v.protocol = &Dialects::protocol) : void()),
             ...);
        } else if (v.length > 1) {
            v.protocol = whose(in, shape, how.known);
        }
        return v;
    }

    template <class Trace>
    static constexpr void decode(bytes_view frame, const verdict& v, decode_context& context, Trace& trace,
                                 message_sink& sink) {
        if (frame.size() == 1) {
            trace.field({0, 1, "flag", field_kind::delimiter, 0, false});
            return;
        }
        const escape scheme = scheme_in(v.detail);
        const std::size_t check = v.why.offset;
        cursor<Trace> in(frame, 0, check, scheme, trace);
        const header head = read_header(in, frame, form_in(v.detail));
        reading<Trace> r{frame, head, in, context, sink, v.protocol};
        const bool done = (... || (v.protocol == &Dialects::protocol && Dialects::decode(r)));
        if (!done) { decode_generic(r); }
        cursor<Trace> tail(frame, check, frame.size(), scheme, trace);
        (void)tail.take("checksum", 1, field_kind::check);
        tail.delimiter();
    }

    /// Passwords and tokens in a frame that is cut or damaged (record.md 4).
    template <class Message>
    static constexpr void conceal(bytes_view in, Message& m) noexcept {
        in = in.first(longest_frame);
        const std::size_t flag = in.find(in[0], 1);
        const bytes_view frame = flag == bytes_view::npos ? in : in.first(flag);
        m.mark_secret(token_in(frame, flag != bytes_view::npos));
        [[maybe_unused]] const auto ask = [&]<class Dialect>() {
            if constexpr (requires { Dialect::conceal(frame, m); }) { Dialect::conceal(frame, m); }
        };
        (ask.template operator()<Dialects>(), ...);
    }

private:
    /// The token in what is there of a 0x0102 (jt808.md 6.2); else nothing. `frame`: without its closing flag;
    /// `closed`: that flag was there, so the last byte is the check.
    static constexpr bytes_view token_in(bytes_view frame, bool closed) noexcept {
        const wire_view content(frame.sub(1), escape::flag_7e);
        std::uint8_t h[4] = {};
        content.copy_to(h);
        if (load_be16(h) != 0x0102) { return {}; }
        const unsigned attributes = load_be16(h + 2);
        const header_form form = form_of(0x0102, attributes, 0);
        const std::size_t before = header_size(form, attributes);
        const std::size_t size = content.size();
        if (size <= before) { return {}; }
        std::size_t first = before;
        std::size_t end = closed ? size - 1 : size;
        const std::size_t token = content.at(before);
        if (form == header_form::edition_2019 && token + tail_2019 == (attributes & length_mask)) {
            ++first;
            end = first + token < end ? first + token : end;
        }
        auto it = content.begin();
        std::size_t i = 0;
        for (; i < first && i < size; ++i) { ++it; }
        const std::uint8_t* const begin = it.wire();
        for (; i < end; ++i) { ++it; }
        return {begin, static_cast<std::size_t>(it.wire() - begin)};
    }
    static constexpr std::size_t tail_2019 = 36;  ///< token length, IMEI, software version

    static constexpr const protocol_info* whose([[maybe_unused]] bytes_view in,
                                                [[maybe_unused]] const frame_shape& shape,
                                                [[maybe_unused]] const session* known) noexcept {
        const protocol_info* p = &protocol;
        (void)(... || (Dialects::owns(in, shape, known) && (p = &Dialects::protocol, true)));
        return p;
    }
};

}  // namespace trackwire::inline v0::jt808
