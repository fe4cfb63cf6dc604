// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Every message of the platform to JT/T 808 terminals: for tests that hold for all of them, and for the table in
/// docs/commands.md.

#include <trackwire/jt808/commands.hpp>

namespace test {

/// Calls `f.template operator()<Message>(name, section of jt808.md, what it does)` for each message.
template <class F>
void for_each_jt808_command(F&& f) {
    using namespace trackwire::jt808;
#define ROW(type, section, text) f.template operator()<type>(#type, section, text)
    ROW(general_answer, "9.1", "answers any message without an answer of its own");
    ROW(request_packets_2013, "9.4", "asks for packets again");
    ROW(request_packets_2019, "9.4", "the same, count of two bytes");
    ROW(time_answer, "9.3", "answers the time query 0004");
    ROW(registration_accepted, "9.2", "answers a registration with a token");
    ROW(registration_refused, "9.2", "refuses a registration");
    ROW(set_parameters, "10.1", "sets parameters");
    ROW(query_all_parameters, "10", "asks for all parameters");
    ROW(control, "10.2", "any control word with its parameter");
    ROW(fetch_firmware, "10.2", "fetches firmware");
    ROW(connect_server, "10.2", "connects to a given server");
    ROW(power_off, "10.2", "switches the terminal off");
    ROW(restart, "10.2", "restarts the terminal");
    ROW(factory_reset, "10.2", "factory defaults");
    ROW(data_off, "10.2", "no data connection any more");
    ROW(radio_off, "10.2", "no radio at all any more");
    ROW(cut_power_64, "10.2", "**cuts** fuel and power: G10, SeeWorld W15L");
    ROW(restore_power_65, "10.2", "restores it");
    ROW(arm_66, "10.2", "arms a G10");
    ROW(disarm_67, "10.2", "disarms it");
    ROW(cut_power_f0, "10.2", "**cuts** fuel and power: traccar's default");
    ROW(restore_power_f1, "10.2", "restores it");
    ROW(cut_power_text, "10.2", "**cuts** fuel and power: VL300");
    ROW(restore_power_text, "10.2", "restores it");
    ROW(query_parameters, "10", "asks for some parameters");
    ROW(query_attributes, "10", "asks for type, id, firmware");
    ROW(upgrade, "10", "firmware in the message, maker of 5 bytes");
    ROW(upgrade_long_maker, "10", "the same, maker of 11 bytes");
    ROW(vendor_time_answer, "9.3", "answers the time query 0109 of a vendor");
    ROW(query_position, "10", "asks for a position");
    ROW(track, "10", "reports every so often for a while");
    ROW(stop_tracking, "10", "ends that");
    ROW(confirm_alarm, "10", "an alarm is confirmed by a person");
    ROW(test_link, "10", "tests the link (2019)");
    ROW(send_text_2013, "10.3", "a text: display, speech, or a command of a vendor");
    ROW(send_text_2019, "10.3", "the same with a type");
    ROW(call_back, "10", "the terminal calls a number");
    ROW(control_doors_2013, "10.4", "**locks or unlocks** the doors");
    ROW(control_doors_2019, "10.4", "the same, opposite polarity");
    ROW(query_driver, "10", "asks for the driver");
    ROW(media_received, "9.5", "all packets of a picture are there");
    ROW(request_media_packets, "9.5", "packets of a picture are missing");
    ROW(media_answer_2011, "9.5", "both of it for 2011");
    ROW(use_camera, "10", "takes pictures, records");
    ROW(pass_through, "10", "data for what hangs at the terminal");
    ROW(rsa_key, "10", "the RSA key of the platform");
    ROW(short_answer, "jointech.md 9.5", "answers 5501 and 5502");
    ROW(raw_command, "10", "any message, body as bytes");
#undef ROW
}

}  // namespace test
