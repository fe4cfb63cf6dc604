// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Every command to Bofan devices: for tests that hold for all of them, and for the table in docs/commands.md.

#include <trackwire/bofan/commands.hpp>

namespace test {

/// Calls `f.template operator()<Command>(name, section of bofan.md, what it does)` for each command.
template <class F>
void for_each_bofan_command(F&& f) {
    using namespace trackwire::bofan;
#define ROW(command, section, text) f.template operator()<command>(#command, section, text)
    ROW(switch_output, "14.2", "**switches an output**; output 1 is commonly the engine cut");
    ROW(take_photo, "14.2", "takes a photo");
    ROW(fetch_photo, "11.1, 14.2", "asks for a piece of the photo");
    ROW(set_speed_limit, "14.2", "threshold of the speed alarm, km/h assumed");
    ROW(set_time_zone, "14.2", "time zone of reply texts, hours east of UTC");
    ROW(set_report_interval, "14.2", "position report interval");
    ROW(set_upload_interval, "14.2", "GPRS upload interval");
    ROW(set_device_id, "14.2", "the id that every sentence carries");
    ROW(set_access_point, "14.2", "mobile data access");
    ROW(set_server, "14.2", "where the device reports to");
    ROW(factory_reset, "14.2", "factory defaults");
    ROW(restart, "14.2", "restarts device, GPS or GSM");
    ROW(ask_version, "14.2", "asks for the firmware version");
    ROW(ask_imei, "14.2", "asks for the IMEI");
    ROW(ask_position, "14.2", "asks for latitude and longitude as text");
    ROW(ask_map_link, "14.2", "asks for the position as a map link");
    ROW(ask_voltage, "14.2", "asks for the supply voltage");
    ROW(set_password, "14.2", "changes the password of SMS commands");
    ROW(reset_password, "14.2", "resets a forgotten password, SOS key held");
    ROW(set_sos_numbers, "14.2", "telephone numbers for alarms");
    ROW(set_alarms, "14.3", "what alarms do");
    ROW(set_action, "14.4", "**runs two commands** with a pause between them at an alarm");
    ROW(set_analog_alarm, "14.5", "alarm of an analog input, percent of full scale");
    ROW(set_sensor_range, "14.2", "voltage range of a sensor");
    ROW(set_power_cut_alarm, "14.2", "alarm when the power is cut");
    ROW(set_shake_alarm, "14.2", "SMS when the device is shaken");
    ROW(sleep_after, "14.2", "sleeps after so long without motion (PT80)");
    ROW(raw_command, "14.2", "any command as text, mnemonic first");
#undef ROW
}

}  // namespace test
