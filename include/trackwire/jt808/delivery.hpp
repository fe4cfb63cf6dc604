// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// From a header and a body to messages with their answers: one, one an item, or the raw bytes.
/// Source: jt808.md 3, 4, 6.

#include <trackwire/jt808/messages.hpp>

namespace trackwire::inline v0::jt808 {

// ---- one message -------------------------------------------------------------------------------------------------

/// A body that is not read: encrypted, or one of several packets. Both stay raw; only the packet is answered.
template <class Trace>
constexpr void deliver_raw(reading<Trace>& r, answer wanted) {
    message m(message_kind::unknown, r.protocol, r.frame);
    begin(m, r);
    if (r.head.encrypted()) {
        m.set(attribute::jt808_encryption, std::int64_t{(r.head.attributes & encryption_mask) >> 10U});
    }
    keep_raw(m, r.body);
    set_answer(m, r.head, r.context, wanted);
    finish(m, r);
}

/// One message by its row. `read`: reads the body.
template <class Trace, class Read>
constexpr void deliver(reading<Trace>& r, const message_row& row, Read&& read) {
    message m(row.kind, r.protocol, r.frame);
    begin(m, r);
    bool sound = r.body.has(row.shortest);
    if (sound) {
        read(r, m);
        if (!r.body.at_end()) { m.add_named("unknown.trailing", r.body.rest("unknown", field_kind::unknown)); }
    } else {
        m.fault(error_code::too_short, row.missing, r.body.offset());
        keep_raw(m, r.body);
    }
    if (row.reply == answer::media) {
        bodies<Trace>::answer_media(r, m);
    } else {
        set_answer(m, r.head, r.context, row.reply);
    }
    finish(m, r);
}

// ---- batches -----------------------------------------------------------------------------------------------------

/// How the items of a batch lie.
struct batch_shape {
    std::size_t length_size = 2;  ///< bytes of the length in front of each item
    std::size_t items = 0;        ///< items that end inside the body
    bool whole = true;            ///< nothing is left behind the last
};
template <class Trace>
[[nodiscard]] constexpr batch_shape shape_of_batch(cursor<Trace> in, std::size_t length_size) noexcept {
    batch_shape s;
    s.length_size = length_size;
    while (in.has(length_size)) {
        const std::size_t size = length_size == 1 ? in.peek() : static_cast<std::size_t>(in.peek()) << 8U | in.peek(1);
        if (!in.has(length_size + size)) { break; }
        (void)in.sub(length_size + size);
        ++s.items;
    }
    s.whole = in.at_end();
    return s;
}

/// What is wrong with a batch, and its answer.
template <class Trace>
constexpr void end_batch(reading<Trace>& r, message& m, const batch_shape& shape, std::int64_t said) noexcept {
    const std::size_t at = r.body.offset();
    if (!shape.whole) {
        m.fault(error_code::overrun, "position", at);
        m.add_named("unknown.trailing", r.body.rest("unknown", field_kind::unknown));
    } else if (said >= 0 && static_cast<std::size_t>(said) != shape.items) {
        m.fault(error_code::count_mismatch, "position", at);
    }
    set_answer(m, r.head, r.context, answer::general);
}

/// The items of a batch as messages; the last carries the answer and what is wrong with the batch (jt808.md 6.7).
/// `read`: reads one location. `stored`: replayed from memory. `said`: the count in the body, or -1.
template <class Trace, class Read>
constexpr void deliver_items(reading<Trace>& r, const batch_shape& shape, std::int64_t type, std::int64_t said,
                             Read&& read) {
    const std::size_t count = shape.items == 0 ? 1 : shape.items;
    for (std::size_t i = 0; i < count; ++i) {
        message m(message_kind::position, r.protocol, r.frame);
        begin(m, r);
        if (count > 1) { m.part = static_cast<std::uint16_t>(i + 1); }
        if (type >= 0) { m.set(attribute::jt808_batch_type, type); }
        if (type == 1) { m.set(attribute::stored, true); }
        if (shape.items > 0) {
            const std::size_t size = shape.length_size == 1 ? r.body.u8("item length") : r.body.u16_be("item length");
            cursor<Trace> item = r.body.sub(size);
            if (item.has(location_size)) {
                read(item, m);
            } else {
                m.kind = message_kind::unknown;
                m.fault(error_code::too_short, "position", item.offset());
                keep_raw(m, item);
            }
        } else {
            m.kind = message_kind::unknown;
        }
        if (i + 1 == count) { end_batch(r, m, shape, said); }
        finish(m, r);
    }
}

/// 0x0704: count u16, type u8, items with a length u16.
template <class Trace, class Read>
constexpr void deliver_batch(reading<Trace>& r, Read&& read) {
    const std::int64_t said = r.body.u16_be("count");
    const std::int64_t type = r.body.u8("type");
    deliver_items(r, shape_of_batch(r.body, 2), type, said, read);
}

/// 0x0210 of a vendor: 7 bytes are percent and time; else items with a length u8 (jt808.md 6).
template <class Trace, class Read>
constexpr void deliver_vendor_batch(reading<Trace>& r, const message_row& row, Read&& read) {
    const std::size_t size = r.body.remaining();
    const batch_shape shape = shape_of_batch(r.body, 1);
    if (size != 7 && shape.items > 0 && shape.whole) { return deliver_items(r, shape, -1, -1, read); }
    deliver(r, row, [&](reading<Trace>& inner, message& m) {
        if (size != 7) { return keep_raw(m, inner.body); }
        location_state state{m};
        (void)standard_items<Trace>::percent(inner.body, state);
        read_time(inner.body, m, false, inner.context.conf);
    });
}

// ---- any message -------------------------------------------------------------------------------------------------

/// Decodes a message of a generic device.
template <class Trace>
constexpr void decode_generic(reading<Trace>& r) {
    const message_row& row = row_of(r.head.id);
    if (r.head.encrypted()) { return deliver_raw(r, answer::none); }
    if (r.head.partial()) { return deliver_raw(r, row.reply == answer::none ? answer::none : answer::general); }
    const auto item = [&r](cursor<Trace>& in, message& m) { read_generic_location(in, m, r.head, r.context.conf); };
    if (row.body == layout::batch && r.body.has(row.shortest)) { return deliver_batch(r, item); }
    if (row.body == layout::vendor_batch) { return deliver_vendor_batch(r, row, item); }
    if (row.body == layout::location) { return deliver(r, row, bodies<Trace>::location); }
    deliver(r, row, bodies<Trace>::table[static_cast<std::size_t>(row.body)]);
}

}  // namespace trackwire::inline v0::jt808
