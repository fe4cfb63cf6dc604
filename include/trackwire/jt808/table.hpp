// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The messages of JT/T 808 as one table: id, kind in the record, layout of the body, answer.
/// Source: "JT/T 808 (2011, 2013, 2019): wire-protocol reference" (jt808.md), sections 6, 9 and 10.

#include <trackwire/record/vocabulary.hpp>

namespace trackwire::inline v0::jt808 {

/// How a body is read; each has its function in messages.hpp.
enum class layout : std::uint8_t {
    raw,                  ///< kept as it is: `unknown.body`
    general_answer,       ///< serial u16, id u16, result u8
    resend,               ///< serial u16, count u8 or u16, packet numbers u16 each
    registration,         ///< jt808.md 6.1
    authentication,       ///< jt808.md 6.2
    parameters,           ///< serial u16, count u8, items (jt808.md 6.3)
    attributes,           ///< jt808.md 6.4
    upgrade_result,       ///< type u8, result u8
    location,             ///< jt808.md 7
    query_answer,         ///< serial u16 (not in 2011), location (jt808.md 6.5)
    control_answer,       ///< serial u16, location
    text_answer,          ///< length u32, text
    driver,               ///< jt808.md 6.6
    batch,                ///< jt808.md 6.7
    vendor_batch,         ///< percent and time, or locations with a length u8 each
    media_event,          ///< jt808.md 8.1
    media_data,           ///< jt808.md 8.2
    media_list,           ///< serial u16, count u16, items of 35 bytes
    camera_answer,        ///< serial u16, result u8, count u16, media ids u32 each
    passthrough,          ///< type u8, data
    utf16_answer,         ///< serial u16, UTF-16BE text
    encoded_text,         ///< encoding u8, text
    utc,                  ///< BCD time, UTC
    binary_utc,           ///< year u16, month, day, hour, minute, second, result u8 each
    registration_answer,  ///< serial u16, result u8, token
    set_parameters,       ///< count u8, items
    control,              ///< word u8, text
    text,                 ///< flags u8, type u8 (2019), text
    media_answer,         ///< media id u32, missing packets (jt808.md 9.5)
};
inline constexpr std::size_t layout_count = static_cast<std::size_t>(layout::media_answer) + 1;

/// What the message wants back.
enum class answer : std::uint8_t {
    none,
    general,       ///< 0x8001
    registration,  ///< 0x8100
    time,          ///< 0x8004, UTC now
    vendor_time,   ///< 0x8109, UTC now
    media,         ///< 0x8800 for a complete medium
};

struct message_row {
    std::uint16_t id;
    message_kind kind;
    layout body;
    answer reply;
    std::uint8_t shortest;  ///< shortest body that the layout can be read from
    name missing;           ///< the key that a shorter body leaves out
};

inline constexpr message_row message_rows[] = {
    {0x0001, message_kind::command_reply, layout::general_answer, answer::none, 5, "jt808.result"},
    {0x0002, message_kind::heartbeat, layout::raw, answer::general, 0, ""},
    {0x0003, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x0004, message_kind::time_request, layout::raw, answer::time, 0, ""},
    {0x0005, message_kind::command_reply, layout::resend, answer::none, 3, "jt808.resend"},
    {0x0100, message_kind::login, layout::registration, answer::registration, 25, "jt808.plate"},
    {0x0102, message_kind::login, layout::authentication, answer::general, 0, ""},
    {0x0104, message_kind::command_reply, layout::parameters, answer::general, 3, "jt808.parameter"},
    {0x0107, message_kind::command_reply, layout::attributes, answer::general, 0, ""},
    {0x0108, message_kind::command_reply, layout::upgrade_result, answer::general, 2, "jt808.result"},
    {0x0109, message_kind::time_request, layout::raw, answer::vendor_time, 0, ""},
    {0x0200, message_kind::position, layout::location, answer::general, 28, "position"},
    {0x0201, message_kind::command_reply, layout::query_answer, answer::general, 28, "position"},
    {0x0210, message_kind::unknown, layout::vendor_batch, answer::general, 0, ""},
    {0x0301, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x0302, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x0303, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x0500, message_kind::command_reply, layout::control_answer, answer::general, 30, "position"},
    {0x0506, message_kind::heartbeat, layout::raw, answer::general, 0, ""},
    {0x0608, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x0700, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x0701, message_kind::command_reply, layout::text_answer, answer::general, 4, "text"},
    {0x0702, message_kind::event, layout::driver, answer::general, 1, "events"},
    {0x0704, message_kind::position, layout::batch, answer::general, 3, "position"},
    {0x0705, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x0800, message_kind::photo, layout::media_event, answer::general, 8, "jt808.media.id"},
    {0x0801, message_kind::photo_data, layout::media_data, answer::media, 8, "photo.data"},
    {0x0802, message_kind::command_reply, layout::media_list, answer::general, 4, "jt808.media"},
    {0x0805, message_kind::command_reply, layout::camera_answer, answer::general, 3, "jt808.result"},
    {0x0900, message_kind::unknown, layout::passthrough, answer::general, 1, "jt808.passthrough"},
    {0x0901, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x0A00, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x1007, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x1210, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x1211, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x1212, message_kind::unknown, layout::raw, answer::general, 0, ""},
    {0x1300, message_kind::command_reply, layout::utf16_answer, answer::none, 2, "text"},
    {0x2070, message_kind::unknown, layout::raw, answer::none, 0, ""},
    {0x4001, message_kind::heartbeat, layout::raw, answer::none, 0, ""},
    {0x4401, message_kind::acknowledgement, layout::raw, answer::none, 0, ""},
    {0x5501, message_kind::unknown, layout::raw, answer::none, 0, ""},
    {0x5502, message_kind::unknown, layout::raw, answer::none, 0, ""},
    {0x6006, message_kind::text, layout::encoded_text, answer::general, 1, "text"},
    {0x8001, message_kind::acknowledgement, layout::general_answer, answer::none, 5, "jt808.result"},
    {0x8003, message_kind::command, layout::resend, answer::none, 3, "jt808.resend"},
    {0x8004, message_kind::command, layout::utc, answer::none, 6, "time"},
    {0x8100, message_kind::acknowledgement, layout::registration_answer, answer::none, 3, "jt808.result"},
    {0x8103, message_kind::command, layout::set_parameters, answer::none, 1, "jt808.parameter"},
    {0x8104, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8105, message_kind::command, layout::control, answer::none, 1, "jt808.control"},
    {0x8106, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8107, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8108, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8109, message_kind::command, layout::binary_utc, answer::none, 8, "time"},
    {0x8201, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8202, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8203, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8204, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8300, message_kind::command, layout::text, answer::none, 1, "text"},
    {0x8400, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8500, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8600, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8601, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8602, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8603, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8604, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8605, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8606, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8607, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8608, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8702, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8800, message_kind::command, layout::media_answer, answer::none, 4, "jt808.media.id"},
    {0x8801, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8802, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8803, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8804, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8805, message_kind::command, layout::raw, answer::none, 0, ""},
    {0x8888, message_kind::unknown, layout::raw, answer::general, 0, ""},  // sent up in spite of its range
    {0x8900, message_kind::command, layout::passthrough, answer::none, 1, "jt808.passthrough"},
    {0x8A00, message_kind::command, layout::raw, answer::none, 0, ""},
    {0xA006, message_kind::command, layout::raw, answer::none, 0, ""},
};
inline constexpr std::size_t message_row_count = sizeof message_rows / sizeof *message_rows;

/// The line of a message id, or nullptr.
[[nodiscard]] constexpr const message_row* find_message(std::uint16_t id) noexcept {
    constexpr std::size_t location_row = 11;  // nearly all traffic
    static_assert(message_rows[location_row].id == 0x0200);
    if (id == 0x0200) { return &message_rows[location_row]; }
    std::size_t low = 0;
    std::size_t high = message_row_count;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (message_rows[middle].id < id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < message_row_count && message_rows[low].id == id ? &message_rows[low] : nullptr;
}

static_assert([] {
    for (std::size_t i = 1; i < message_row_count; ++i) {
        if (message_rows[i - 1].id >= message_rows[i].id) { return false; }
    }
    return true;
}());

/// Messages without a line: 0x8xxx comes from the platform (record.md 1), everything below from the terminal and wants
/// its 0x8001 (jt808.md 6). 0xF000 and above belongs to no documented direction: not answered.
inline constexpr message_row other_up{0, message_kind::unknown, layout::raw, answer::general, 0, ""};
inline constexpr message_row other_down{0, message_kind::command, layout::raw, answer::none, 0, ""};
inline constexpr message_row other_vendor{0, message_kind::unknown, layout::raw, answer::none, 0, ""};

/// The line of a message id, or that of its range.
[[nodiscard]] constexpr const message_row& row_of(std::uint16_t id) noexcept {
    const message_row* const row = find_message(id);
    if (row != nullptr) { return *row; }
    if (id >= 0xF000) { return other_vendor; }
    return id >= 0x8000 && id <= 0x8FFF ? other_down : other_up;
}

}  // namespace trackwire::inline v0::jt808
