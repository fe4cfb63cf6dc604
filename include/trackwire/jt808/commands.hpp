// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// What the platform sends to JT/T 808 terminals (docs/commands.md): commands, and its answers for programs that build
/// them apart from a decoded message (whose `reply` has them ready).
///
///     std::uint8_t wire[64];
///     const auto n = jt808::track{.to = {.device_id = "000000123456", .serial = 10}, .interval_s = 5, .duration_s =
///     600}
///                        .encode(wire, sizeof wire);
///
/// Every message has `to`: the terminal's id as its records spell it, the serial that the caller hands in, and the form
/// of the header that the terminal speaks. The library sends nothing and repeats nothing: what is `effect::physical`
/// may cut power or open a door. Areas and routes (0x8600 to 0x8608) and 0x8802 to 0x8805 have no documented body:
/// `raw_command`. Source: jt808.md 9, 10; jointech.md 8.7, 9.5.

#include <trackwire/jt808/command_fields.hpp>

namespace trackwire::inline v0::jt808 {

// ---- answers of the terminal ----------------------------------------------------------------------------------------

/// `answer` of a command that arrives as a decoded message: the codec reads it.
template <std::uint16_t Id>
struct message_answer {};

/// 0x0001: what became of a command. 0 done, 1 failed, 2 malformed, 3 unsupported.
struct terminal_answer {
    static constexpr std::uint16_t id = 0x0001;
    receiver to{};  ///< of an answer: whom it is from
    std::uint16_t command_serial = 0;
    std::uint16_t command_id = 0;
    std::uint8_t result = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("command_serial", c.command_serial, any_binary{});
        v.field("command_id", c.command_id, any_binary{});
        v.field("result", c.result, any_binary{});
    }
    TRACKWIRE_ANSWER(terminal_answer)
};

// ---- forms ----------------------------------------------------------------------------------------------------------

/// A message without parameters, or with fixed ones.
template <std::uint16_t Id, class Answer, words Body = "", trackwire::effect Effect = trackwire::effect::none>
struct order {
    static constexpr std::uint16_t id = Id;
    receiver to{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.fixed(Body);
    }
    using answer = Answer;
    static constexpr trackwire::effect effect = Effect;
    TRACKWIRE_ANSWER(order)
};

// ---- answers of the platform (jt808.md 9) ---------------------------------------------------------------------------

/// 0x8001: answers any message that has no answer of its own.
struct general_answer {
    static constexpr std::uint16_t id = 0x8001;
    receiver to{};
    std::uint16_t message_serial = 0;  ///< of the terminal's message
    std::uint16_t message_id = 0;
    std::uint8_t result = 0;  ///< 0 when the record is kept

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("message_serial", c.message_serial, any_binary{});
        v.field("message_id", c.message_id, any_binary{});
        v.field("result", c.result, binary(0, 4, "0 ok, 1 failed, 2 malformed, 3 unsupported, 4 alarm handled"));
    }
    TRACKWIRE_COMMAND(general_answer, none, no_answer)
};

/// 0x8100, accepted: the terminal stores the token and shows it in 0x0102.
struct registration_accepted {
    static constexpr std::uint16_t id = 0x8100;
    receiver to{};
    std::uint16_t message_serial = 0;  ///< of the registration
    text_view token{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("message_serial", c.message_serial, any_binary{});
        v.fixed("\0");
        v.field("token", c.token, text_of{{1, 255}, is_token_character, "1 to 255 printable characters", true});
    }
    static constexpr bool is_token_character(std::uint8_t c) noexcept { return is_printable(c); }
    TRACKWIRE_COMMAND(registration_accepted, none, no_answer)
};

/// 0x8100, refused. 1 and 3 make some terminals stop for good.
struct registration_refused {
    static constexpr std::uint16_t id = 0x8100;
    receiver to{};
    std::uint16_t message_serial = 0;  ///< of the registration
    std::uint8_t result = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("message_serial", c.message_serial, any_binary{});
        v.field("result", c.result,
                binary(1, 4, "1 vehicle registered, 2 vehicle unknown, 3 terminal registered, 4 terminal unknown"));
    }
    TRACKWIRE_COMMAND(registration_refused, none, no_answer)
};

/// 0x8004: answers the time query 0x0004 (2019).
struct time_answer {
    static constexpr std::uint16_t id = 0x8004;
    receiver to{};
    time_ms time = 0;  ///< UTC; milliseconds are cut

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("time", c.time, bcd_time{});
    }
    TRACKWIRE_COMMAND(time_answer, none, no_answer)
};

/// 0x8109: answers the time query 0x0109 of a vendor.
struct vendor_time_answer {
    static constexpr std::uint16_t id = 0x8109;
    receiver to{};
    time_ms time = 0;  ///< UTC; milliseconds are cut
    std::uint8_t result = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("time", c.time, binary_time{});
        v.field("result", c.result, any_binary{});
    }
    TRACKWIRE_COMMAND(vendor_time_answer, none, no_answer)
};

/// 0x8003: asks for packets again. 2013 counts in one byte, 2019 in two; 2011 does not have it.
template <header_forms Forms, std::size_t CountWidth>
struct resend_request {
    static constexpr std::uint16_t id = 0x8003;
    receiver to{};
    std::uint16_t first_serial = 0;  ///< of the first packet
    packet_list packets{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v, Forms);
        v.field("first_serial", c.first_serial, any_binary{});
        v.field("packets", c.packets, numbers_of{CountWidth, {1, 255}, "1 to 255 packets, from 1 on", 1});
    }
    TRACKWIRE_COMMAND(resend_request, none, no_answer)
};
using request_packets_2013 = resend_request<only_2013, 1>;
using request_packets_2019 = resend_request<only_2019, 2>;

/// 0x8800: all packets of a picture are there.
struct media_received {
    static constexpr std::uint16_t id = 0x8800;
    receiver to{};
    std::uint32_t media_id = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("media_id", c.media_id, any_binary{});
    }
    TRACKWIRE_COMMAND(media_received, none, no_answer)
};

/// 0x8800: packets of a picture are missing.
struct request_media_packets {
    static constexpr std::uint16_t id = 0x8800;
    receiver to{};
    std::uint32_t media_id = 0;
    packet_list packets{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("media_id", c.media_id, any_binary{});
        v.field("packets", c.packets, numbers_of{1, {1, 125}, "1 to 125 packets, from 1 on", 1});
    }
    TRACKWIRE_COMMAND(request_media_packets, none, no_answer)
};

/// 0x8800 of 2011: no packets are missing, or these.
struct media_answer_2011 {
    static constexpr std::uint16_t id = 0x8800;
    receiver to{};
    std::uint16_t message_serial = 0;  ///< of the data message
    std::uint32_t media_id = 0;
    packet_list packets{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v, only_2013);
        v.field("message_serial", c.message_serial, any_binary{});
        v.field("media_id", c.media_id, any_binary{});
        v.field("packets", c.packets, numbers_of{1, {0, 125}, "at most 125 packets, from 1 on", 1});
    }
    TRACKWIRE_COMMAND(media_answer_2011, none, no_answer)
};

/// 0x4401: answers 0x5501 and 0x5502 of a JT705 (jointech.md 9.5). The serial of the header is 1.
struct short_answer {
    static constexpr std::uint16_t id = 0x4401;
    receiver to{.serial = 1, .form = header_form::short_serial};
    std::uint16_t message_id = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v, only_short);
        v.field("message_id", c.message_id, any_binary{});
        v.fixed("\0");
    }
    TRACKWIRE_COMMAND(short_answer, none, no_answer)
};

// ---- parameters, state, position ------------------------------------------------------------------------------------

/// 0x8103: sets parameters (jt808.md 10.1).
struct set_parameters {
    static constexpr std::uint16_t id = 0x8103;
    receiver to{};
    setting_list parameters{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("parameters", c.parameters, settings_of{});
    }
    TRACKWIRE_COMMAND(set_parameters, none, terminal_answer)
};

/// 0x8104: asks for all parameters.
using query_all_parameters = order<0x8104, message_answer<0x0104>>;

/// 0x8106: asks for some parameters (2013 and later).
struct query_parameters {
    static constexpr std::uint16_t id = 0x8106;
    receiver to{};
    id_list ids{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("ids", c.ids, numbers_of{1, {1, 255}, "1 to 255 ids"});
    }
    TRACKWIRE_COMMAND(query_parameters, none, message_answer<0x0104>)
};

/// 0x8107: asks for type, id, firmware of the terminal (2013 and later).
using query_attributes = order<0x8107, message_answer<0x0107>>;
/// 0x8201: asks for a position.
using query_position = order<0x8201, message_answer<0x0201>>;
/// 0x8204: tests the link (2019).
using test_link = order<0x8204, terminal_answer>;
/// 0x8702: asks for the driver.
using query_driver = order<0x8702, message_answer<0x0702>>;

/// 0x8202: reports every so often for a while.
struct track {
    static constexpr std::uint16_t id = 0x8202;
    receiver to{};
    std::uint16_t interval_s = 0;
    std::uint32_t duration_s = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("interval_s", c.interval_s, binary(1, 0xFFFF));
        v.field("duration_s", c.duration_s, any_binary{});
    }
    TRACKWIRE_COMMAND(track, none, terminal_answer)
};
/// 0x8202: an end of that. Nothing follows the interval 0.
using stop_tracking = order<0x8202, terminal_answer, "\0\0">;

/// 0x8203: an alarm is confirmed by a person (2013 and later). Bits of the alarm word: 0 emergency, 3 risk warning,
/// 20 and 21 areas and routes, 22 driving time of a route, 27 illegal ignition, 28 illegal displacement.
struct confirm_alarm {
    static constexpr std::uint16_t id = 0x8203;
    receiver to{};
    std::uint16_t alarm_serial = 0;  ///< of the message with the alarm; 0: all of that kind
    std::uint32_t alarms = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("alarm_serial", c.alarm_serial, any_binary{});
        v.field("alarms", c.alarms, bits_of(0x18700009, "bits 0, 3, 20, 21, 22, 27, 28"));
    }
    TRACKWIRE_COMMAND(confirm_alarm, none, terminal_answer)
};

// ---- 0x8105: control (jt808.md 10.2) --------------------------------------------------------------------------------

/// 0x8105, any word with its parameter. What a word does is the vendor's: it counts as physical.
struct control {
    static constexpr std::uint16_t id = 0x8105;
    receiver to{};
    std::uint8_t word = 0;
    text_view parameter{};  ///< as on the wire, semicolons included

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("word", c.word, any_binary{});
        v.field("parameter", c.parameter, control_parameter);
    }
    static constexpr text_of control_parameter{{0, command_wire::longest_body}, is_any_byte, "bytes", true, false};
    TRACKWIRE_COMMAND(control, physical, terminal_answer)
};

/// 0x8105, word 1: fetches firmware (2011, 2013).
struct fetch_firmware {
    static constexpr std::uint16_t id = 0x8105;
    receiver to{};
    text_view url{};
    text_view apn{};
    text_view user{};
    text_view password{};
    text_view address{};
    std::uint16_t tcp_port = 0;
    std::uint16_t udp_port = 0;
    text_view maker{};
    text_view hardware{};
    text_view firmware{};
    std::uint16_t minutes = 0;  ///< how long it tries

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v, only_2013);
        v.fixed("\x01");
        v.field("url", c.url, field_text);
        describe_server(c, v);
        v.fixed(";");
        v.field("maker", c.maker, field_text);
        v.fixed(";");
        v.field("hardware", c.hardware, field_text);
        v.fixed(";");
        v.field("firmware", c.firmware, field_text);
        v.fixed(";");
        v.field("minutes", c.minutes, any_u16);
    }
    /// How to reach a server, a semicolon in front of each.
    static constexpr void describe_server(auto& c, auto& v) noexcept {
        v.fixed(";");
        v.field("apn", c.apn, field_text);
        v.fixed(";");
        v.field("user", c.user, field_text);
        v.fixed(";");
        v.field("password", c.password, field_secret);
        v.fixed(";");
        v.field("address", c.address, field_text);
        v.fixed(";");
        v.field("tcp_port", c.tcp_port, any_u16);
        v.fixed(";");
        v.field("udp_port", c.udp_port, any_u16);
    }
    TRACKWIRE_COMMAND(fetch_firmware, none, terminal_answer)
};

/// 0x8105, word 2: connects to a given server.
struct connect_server {
    static constexpr std::uint16_t id = 0x8105;
    receiver to{};
    bool mode = false;  ///< the first field, 0 or 1
    text_view token{};
    text_view apn{};
    text_view user{};
    text_view password{};
    text_view address{};
    std::uint16_t tcp_port = 0;
    std::uint16_t udp_port = 0;
    std::uint16_t minutes = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.fixed("\x02");
        v.field("mode", c.mode, flag{});
        v.fixed(";");
        v.field("token", c.token, field_secret);
        fetch_firmware::describe_server(c, v);
        v.fixed(";");
        v.field("minutes", c.minutes, any_u16);
    }
    TRACKWIRE_COMMAND(connect_server, none, terminal_answer)
};

/// A control word without a parameter.
template <words Word, trackwire::effect Effect = trackwire::effect::none>
using control_order = order<0x8105, terminal_answer, Word, Effect>;

/// 0x8105, word 3: switches the terminal off (2011, 2013).
using power_off = control_order<"\x03">;
/// 0x8105, word 4: restarts the terminal.
using restart = control_order<"\x04">;
/// 0x8105, word 5: factory defaults.
using factory_reset = control_order<"\x05">;
/// 0x8105, word 6: no data connection any more (2011, 2013).
using data_off = control_order<"\x06">;
/// 0x8105, word 7: no radio at all any more (2011, 2013).
using radio_off = control_order<"\x07">;

// The same act has several encodings: choose by the model only (jt808.md 10.2).

/// Cuts fuel and power: G10, SeeWorld W15L.
using cut_power_64 = control_order<"\x64", trackwire::effect::physical>;
/// Restores fuel and power: G10, SeeWorld W15L.
using restore_power_65 = control_order<"\x65", trackwire::effect::physical>;
/// Arms a G10.
using arm_66 = control_order<"\x66", trackwire::effect::physical>;
/// Disarms a G10.
using disarm_67 = control_order<"\x67", trackwire::effect::physical>;
/// Cuts fuel and power: traccar's default.
using cut_power_f0 = control_order<"\xF0", trackwire::effect::physical>;
/// Restores fuel and power: traccar's default.
using restore_power_f1 = control_order<"\xF1", trackwire::effect::physical>;
/// Cuts fuel and power: VL300.
using cut_power_text = control_order<"#0;1", trackwire::effect::physical>;
/// Restores fuel and power: VL300.
using restore_power_text = control_order<"#0;0", trackwire::effect::physical>;

// ---- doors (jt808.md 10.4) ------------------------------------------------------------------------------------------

/// What 0x8500 does to the doors. The two editions have opposite polarity, so each has a type of its own and neither
/// has a default: `unnamed` is refused.
enum class doors_2013 : std::uint8_t { unlock = 0, lock = 1, unnamed = 0xFF };
enum class doors_2019 : std::uint8_t { lock = 0, open = 1, unnamed = 0xFF };

/// 0x8500 of 2011 and 2013: bit 0, 1 locks.
struct control_doors_2013 {
    static constexpr std::uint16_t id = 0x8500;
    receiver to{};
    doors_2013 doors = doors_2013::unnamed;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v, only_2013);
        v.field("doors", c.doors, binary(0, 1, "0 unlock, 1 lock"));
    }
    TRACKWIRE_COMMAND(control_doors_2013, physical, message_answer<0x0500>)
};

/// 0x8500 of 2019: one entry, 0x0001, as printed: 0 locks. Some terminals keep the polarity of 2013.
struct control_doors_2019 {
    static constexpr std::uint16_t id = 0x8500;
    receiver to{};
    doors_2019 doors = doors_2019::unnamed;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v, only_2019);
        v.fixed("\0\1\0\1");
        v.field("doors", c.doors, binary(0, 1, "0 lock, 1 open"));
    }
    TRACKWIRE_COMMAND(control_doors_2019, physical, message_answer<0x0500>)
};

// ---- text, telephone, camera, data ----------------------------------------------------------------------------------

/// 0x8300 of 2011 and 2013: a text, GBK. Flags: bit 0 urgent, 2 display, 3 speak, 4 advertising screen, 5 a CAN fault
/// code instead of navigation (2013). Trackers take command words this way: BSJ, C5 with flags 1, G10 with flags 2.
struct send_text_2013 {
    static constexpr std::uint16_t id = 0x8300;
    receiver to{};
    std::uint8_t flags = 0;
    text_view text{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v, only_2013);
        v.field("flags", c.flags, bits_of(0x3F, "bits 0 to 5"));
        v.field("text", c.text, any_text);
    }
    TRACKWIRE_COMMAND(send_text_2013, physical, terminal_answer)
};

/// 0x8300 of 2019: flags with bits 0 and 1 as 1 service, 2 urgent, 3 notice, 2 display, 3 speak, 5 a CAN fault code; a
/// type: 1 notice, 2 service.
struct send_text_2019 {
    static constexpr std::uint16_t id = 0x8300;
    receiver to{};
    std::uint8_t flags = 0;
    std::uint8_t type = 1;
    text_view text{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v, only_2019);
        v.field("flags", c.flags, bits_of(0x2F, "bits 0 to 3 and 5"));
        v.field("type", c.type, binary(1, 2, "1 notice, 2 service"));
        v.field("text", c.text, any_text);
    }
    TRACKWIRE_COMMAND(send_text_2019, physical, terminal_answer)
};

/// 0x8400: the terminal calls a number.
struct call_back {
    static constexpr std::uint16_t id = 0x8400;
    receiver to{};
    std::uint8_t mode = 0;
    text_view number{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("mode", c.mode, binary(0, 1, "0 talk, 1 listen"));
        v.field("number", c.number, text_of{{1, 20}, is_telephone_character, "1 to 20 digits"});
    }
    TRACKWIRE_COMMAND(call_back, none, terminal_answer)
};

/// 0x8801: takes pictures, records.
struct use_camera {
    static constexpr std::uint16_t id = 0x8801;
    receiver to{};
    std::uint8_t channel = 1;
    std::uint16_t pictures = 1;    ///< 0 stops, 65535 records
    std::uint16_t interval_s = 0;  ///< of pictures; or the time to record
    bool store = false;            ///< keep it, do not send it
    std::uint8_t resolution = 1;
    std::uint8_t quality = 1;
    std::uint8_t brightness = 0;
    std::uint8_t contrast = 0;
    std::uint8_t saturation = 0;
    std::uint8_t chroma = 0;

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("channel", c.channel, any_binary{});
        v.field("pictures", c.pictures, any_binary{});
        v.field("interval_s", c.interval_s, any_binary{});
        v.field("store", c.store, binary(0, 1, "0 send, 1 store"));
        v.field("resolution", c.resolution, resolution_kind{});
        v.field("quality", c.quality, binary(1, 10));
        v.field("brightness", c.brightness, any_binary{});
        v.field("contrast", c.contrast, any_binary{});
        v.field("saturation", c.saturation, any_binary{});
        v.field("chroma", c.chroma, any_binary{});
    }
    TRACKWIRE_COMMAND(use_camera, none, message_answer<0x0805>)
};

/// 0x8108: firmware in the message itself, as far as one frame can hold it. The maker has 5 bytes, or 11.
template <header_forms Forms, std::size_t MakerSize>
struct firmware_packet {
    static constexpr std::uint16_t id = 0x8108;
    receiver to{};
    std::uint8_t type = 0;
    text_view maker{};
    text_view version{};
    text_view data{};  ///< any bytes

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v, Forms);
        v.field("type", c.type, any_binary{});
        v.field("maker", c.maker, padded_text{MakerSize});
        v.field("version", c.version, sized_text{1, {{0, 255}, is_text_byte, {}, false, false}});
        v.field("data", c.data, sized_text{4, any_bytes});
    }
    TRACKWIRE_COMMAND(firmware_packet, none, terminal_answer)
};
using upgrade = firmware_packet<any_edition, 5>;
using upgrade_long_maker = firmware_packet<any_edition, 11>;

/// 0x8900: data for what hangs at the terminal. What it does is not known here: it counts as physical.
struct pass_through {
    static constexpr std::uint16_t id = 0x8900;
    receiver to{};
    std::uint8_t type = 0;  ///< JC family: 0xF0, and a command in ASCII
    text_view data{};       ///< any bytes

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("type", c.type, any_binary{});
        v.field("data", c.data, any_bytes);
    }
    TRACKWIRE_COMMAND(pass_through, physical, message_answer<0x0900>)
};

/// 0x8A00: the RSA key of the platform.
struct rsa_key {
    static constexpr std::uint16_t id = 0x8A00;
    receiver to{};
    std::uint32_t e = 0;
    text_view n{};  ///< 128 bytes

    static constexpr void describe(auto& c, auto& v) noexcept {
        describe_header(c, v);
        v.field("e", c.e, any_binary{});
        v.field("n", c.n, text_of{{128, 128}, is_any_byte, "128 bytes"});
    }
    TRACKWIRE_COMMAND(rsa_key, none, message_answer<0x0A00>)
};

/// Any message with its body as bytes. What it does is not known here: it counts as physical, and its body is masked as
/// a whole, because it may hold a password.
struct raw_command {
    static constexpr bool any_id = true;
    std::uint16_t id = 0;
    receiver to{};
    text_view body{};

    static constexpr void describe(auto& c, auto& v) noexcept {
        v.field("id", c.id, id_kind{});
        describe_header(c, v);
        v.field("body", c.body, text_of{{0, command_wire::longest_body}, is_any_byte, "bytes", true, false});
    }
    /// A message of the platform; it stands in the header.
    struct id_kind : detail::header_kind<id_kind> {
        [[nodiscard]] constexpr parameter_info about(name key) const noexcept {
            return {key, {0x8000, 0x8FFF}, "0x8000 to 0x8FFF", false, false, true};
        }
        [[nodiscard]] constexpr error_info check(name key, std::uint16_t v) const noexcept {
            return check_range(key, v, {0x8000, 0x8FFF});
        }
    };
    TRACKWIRE_COMMAND(raw_command, physical, terminal_answer)
};

}  // namespace trackwire::inline v0::jt808
