// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// The attribute table: one line an attribute, the only source of its C++ accessor, its JSON key, its place in the
/// output, its documentation and its names in other systems (docs/attributes.md is generated from here).

#include <trackwire/record/vocabulary.hpp>

namespace trackwire::inline v0 {

/// How a value is kept and written.
enum class attribute_type : std::uint8_t {
    boolean,
    integer,
    decimal,     ///< parameter: number of decimals
    digits,      ///< an integer written as text with leading zeros; parameter: width
    hex_number,  ///< an integer written as lower-case hex text; parameter: width
    bits,        ///< an integer written as a string of 0/1, bit 0 first; parameter: width
    utc,         ///< milliseconds since 1970, UTC
    local,       ///< the same in a zone that is not proven
    word,        ///< an enumeration; the table holds its names
    text,        ///< a view with a `text_form`
    list,        ///< a view of several values, split by its `text_form`
    words,       ///< an array of names: a bit mask and the table of the bits' names
};

/// How the value of an attribute is written under its name in another system (record.md 11).
enum class alias_unit : std::uint8_t {
    same,
    knots,    ///< Traccar: km/h to knots
    metres,   ///< Traccar: km to m
    seconds,  ///< flespi: a time as seconds since 1970
    flag,     ///< Traccar, flespi: a boolean, true for the first word of the table
};

// clang-format off
// Columns: identifier, key, type, parameter or name table, unit, meaning, Traccar, flespi, unit there.
// Absent means: not on the wire, or the wire says "no value". The order is the order of the output (record.md).
#define TRACKWIRE_ATTRIBUTES(X) \
    X(device_id, "device.id", text, 0, no_words, "", "What the report is about, as the wire spells it", "uniqueId", "ident", same) \
    X(relay_id, "relay.id", text, 0, no_words, "", "The master that carried a slave report", "", "", same) \
    X(relay_time, "relay.time", utc, 0, no_words, "", "The master's own time", "", "", same) \
    X(time, "time", utc, 0, no_words, "", "Time of the report, at the thing it is about", "fixTime", "timestamp", seconds) \
    X(event_time, "event.time", utc, 0, no_words, "", "When the event happened, if the wire has it apart from time", "eventTime", "event.timestamp", seconds) \
    X(time_local, "time.local", local, 0, no_words, "", "A time whose zone is not proven", "", "", same) \
    X(stored, "stored", boolean, 0, no_words, "", "Replayed from the device's memory", "archive", "message.buffered.status", same) \
    X(serial, "serial", integer, 0, no_words, "", "The counter that an acknowledgement refers to", "index", "message.serial.number", same) \
    X(position_valid, "position.valid", boolean, 0, no_words, "", "The wire's GNSS fix flag", "valid", "position.valid", same) \
    X(position_source, "position.source", word, 0, position_source_names, "", "Where the coordinates come from", "", "", same) \
    X(position_latitude, "position.latitude", decimal, 7, no_words, "degrees", "North positive, -90 to 90", "latitude", "position.latitude", same) \
    X(position_longitude, "position.longitude", decimal, 7, no_words, "degrees", "East positive, -180 to 180", "longitude", "position.longitude", same) \
    X(position_altitude, "position.altitude", integer, 0, no_words, "m", "Above mean sea level as the device has it", "altitude", "position.altitude", same) \
    X(position_speed, "position.speed", decimal, 3, no_words, "km/h", "Over ground", "speed", "position.speed", knots) \
    X(position_course, "position.course", decimal, 3, no_words, "degrees", "Clockwise from north, 0 to below 360", "course", "position.direction", same) \
    X(position_satellites, "position.satellites", integer, 0, no_words, "", "Satellites in use", "sat", "position.satellites", same) \
    X(position_of, "position.of", word, 0, position_owner_names, "", "Whose position it is, if not the device's own", "", "", same) \
    X(odometer, "odometer", decimal, 3, no_words, "km", "Distance counted by the device", "odometer", "vehicle.mileage", metres) \
    X(battery_level, "battery.level", integer, 0, no_words, "%", "0 to 100", "batteryLevel", "battery.level", same) \
    X(battery_voltage, "battery.voltage", decimal, 3, no_words, "V", "Internal battery", "battery", "battery.voltage", same) \
    X(battery_charging, "battery.charging", boolean, 0, no_words, "", "False only where a charging flag exists and is 0", "charge", "battery.charging.status", same) \
    X(power_voltage, "power.voltage", decimal, 3, no_words, "V", "External supply", "power", "external.powersource.voltage", same) \
    X(cell_mcc, "cell.mcc", integer, 0, no_words, "", "Mobile country code", "mcc", "gsm.mcc", same) \
    X(cell_mnc, "cell.mnc", integer, 0, no_words, "", "Mobile network code", "mnc", "gsm.mnc", same) \
    X(cell_lac, "cell.lac", integer, 0, no_words, "", "Location area code", "lac", "gsm.lac", same) \
    X(cell_id, "cell.id", integer, 0, no_words, "", "Cell identity", "cellId", "gsm.cellid", same) \
    X(cell_rssi, "cell.rssi", integer, 0, no_words, "dBm", "Signal of the serving cell, negative", "", "", same) \
    X(cell_csq, "cell.csq", integer, 0, no_words, "", "Signal quality 0 to 31", "rssi", "gsm.csq", same) \
    X(cell_generation, "cell.generation", integer, 0, no_words, "", "Mobile network 2, 3 or 4", "networkType", "gsm.network.generation", same) \
    X(link_rssi, "link.rssi", integer, 0, no_words, "dBm", "Radio between slave and master, negative", "", "", same) \
    X(temperature, "temperature", decimal, 1, no_words, "degrees Celsius", "", "temp1", "temperature", same) \
    X(humidity, "humidity", integer, 0, no_words, "%", "Relative humidity", "humidity", "humidity", same) \
    X(ignition, "ignition", boolean, 0, no_words, "", "Ignition or ACC line", "ignition", "engine.ignition.status", same) \
    X(inputs, "inputs", text, 0, no_words, "", "Digital inputs, leftmost is line 1", "input", "din", same) \
    X(outputs, "outputs", text, 0, no_words, "", "Digital outputs, leftmost is line 1", "output", "dout", same) \
    X(adc, "adc", list, 0, no_words, "", "Analog inputs, raw", "", "", same) \
    X(driver_id, "driver.id", text, 0, no_words, "", "Driver card, opaque text", "driverUniqueId", "driver.id", same) \
    X(driver_name, "driver.name", text, 0, no_words, "", "Personal data", "", "", same) \
    X(driver_identity, "driver.identity", text, 0, no_words, "", "Identity number, personal data", "", "", same) \
    X(driver_certificate, "driver.certificate", text, 0, no_words, "", "Professional certificate number", "", "", same) \
    X(driver_authority, "driver.authority", text, 0, no_words, "", "Who issued the certificate", "", "", same) \
    X(driver_valid_until, "driver.valid_until", text, 0, no_words, "", "YYYYMMDD as on the wire", "", "", same) \
    X(fuel, "fuel", integer, 0, no_words, "", "The wire's integer, scale by the device", "fuel", "fuel", same) \
    X(photo_size, "photo.size", integer, 0, no_words, "bytes", "Of the whole picture", "", "", same) \
    X(photo_offset, "photo.offset", integer, 0, no_words, "bytes", "Where this chunk begins", "", "", same) \
    X(photo_length, "photo.length", integer, 0, no_words, "bytes", "Of this chunk", "", "", same) \
    X(photo_data, "photo.data", text, 0, no_words, "", "The chunk, hex; written only on request", "", "", same) \
    X(firmware, "firmware", text, 0, no_words, "", "Firmware as the device spells it", "versionFw", "device.firmware.version", same) \
    X(imei, "imei", text, 0, no_words, "", "15 digits", "imei", "device.imei", same) \
    X(imsi, "imsi", text, 0, no_words, "", "15 digits", "imsi", "gsm.sim.imsi", same) \
    X(iccid, "iccid", text, 0, no_words, "", "SIM card number", "iccid", "gsm.sim.iccid", same) \
    X(fence_id, "fence.id", integer, 0, no_words, "", "Fence of a fence alarm; absent for 0", "geofence", "geofence.id", same) \
    X(wake_source, "wake.source", word, 0, wake_source_names, "", "Why the device woke up", "", "", same) \
    X(command, "command", text, 0, no_words, "", "Word (and index) of a command or its answer", "", "", same) \
    X(fields, "fields", list, 0, no_words, "", "Parameters of a command, an answer or a text", "", "", same) \
    X(text, "text", text, 0, no_words, "", "A text without documented fields", "result", "", same) \
    X(lock_motor, "lock.motor", word, 0, locked_names, "", "Motor of the lock", "", "", same) \
    X(lock_rope, "lock.rope", word, 0, rope_names, "", "Rope or shackle", "", "", same) \
    X(lock_cover, "lock.cover", word, 0, cover_names, "", "Back cover", "", "", same) \
    X(lock_state, "lock.state", word, 0, locked_names, "", "Locked only if motor is locked and rope inserted", "lock", "lock.status", flag) \
    X(lock_cycles, "lock.cycles", integer, 0, no_words, "", "Lock and unlock count", "", "", same) \
    X(valve_state, "valve.state", word, 0, cover_names, "", "From the valve events of this message", "", "", same) \
    X(unlock_method, "unlock.method", word, 0, unlock_method_names, "", "", "", "", same) \
    X(unlock_result, "unlock.result", word, 0, unlock_result_names, "", "Absent when unknown or contradictory", "", "", same) \
    X(unlock_card, "unlock.card", digits, 10, no_words, "", "Card number, 10 digits", "card", "rfid.code", same) \
    X(unlock_password, "unlock.password", text, 0, no_words, "", "Secret: masked by the writers", "", "", same) \
    X(unlock_fence, "unlock.fence", integer, 0, no_words, "", "Fence that allowed or refused", "", "", same) \
    X(unlock_wrong_attempts, "unlock.wrong_attempts", integer, 0, no_words, "", "Consecutive wrong passwords", "", "", same) \
    /* vendor keys */ \
    X(jointech_data_type, "jointech.data_type", integer, 0, no_words, "", "1 real-time, 2 alarm, 3 blind area, 4 sub-new", "", "", same) \
    X(jointech_protocol, "jointech.protocol", integer, 0, no_words, "", "Protocol byte of a $ frame", "", "", same) \
    X(jointech_lock_event, "jointech.lock_event", integer, 0, no_words, "", "0x0B code without a documented meaning", "", "", same) \
    X(jointech_wake, "jointech.wake", integer, 0, no_words, "", "Wake code without a published table", "", "", same) \
    X(jointech_cached, "jointech.cached", integer, 0, no_words, "", "Records still cached in the master", "", "", same) \
    X(jointech_frame_serial, "jointech.frame_serial", integer, 0, no_words, "", "Serial of the text frame", "", "", same) \
    X(jointech_sensor_type, "jointech.sensor_type", integer, 0, no_words, "", "WLNET,5 sensor type", "", "", same) \
    X(jointech_battery_pack_temperature, "jointech.battery_pack_temperature", decimal, 1, no_words, "degrees Celsius", "TLV 33", "", "", same) \
    X(jointech_light, "jointech.light", integer, 0, no_words, "", "Raw", "", "", same) \
    X(jointech_protocol_version, "jointech.protocol_version", integer, 0, no_words, "", "TLV F9", "", "", same) \
    X(jointech_alarm, "jointech.alarm", integer, 0, no_words, "", "Alarm number of U06 and W01", "", "", same) \
    X(jointech_sent_count, "jointech.sent_count", integer, 0, no_words, "", "TLV DB", "", "", same) \
    X(jointech_product, "jointech.product", integer, 0, no_words, "", "Product type of 0x55xx", "", "", same) \
    X(jointech_d5, "jointech.d5", text, 0, no_words, "", "JT707A: raw, never a voltage", "", "", same) \
    X(jointech_vehicle_id, "jointech.vehicle_id", text, 0, no_words, "", "Bound vehicle, 8 hex digits", "", "", same) \
    X(jointech_extended_status, "jointech.extended_status", text, 0, no_words, "", "Extended status, raw", "", "", same) \
    X(jointech_p45_source, "jointech.p45_source", text, 0, no_words, "", "P45 field 11", "", "", same) \
    X(jointech_p45_verification, "jointech.p45_verification", text, 0, no_words, "", "P45 field 12", "", "", same) \
    X(jointech_p45_password_ok, "jointech.p45_password_ok", text, 0, no_words, "", "P45 field 14: 1 correct, 0 wrong or no password used", "", "", same) \
    X(jointech_acceleration, "jointech.acceleration", list, 0, no_words, "", "x, y, z raw", "", "", same) \
    X(jointech_tilt, "jointech.tilt", list, 0, no_words, "", "x, y, z raw", "", "", same) \
    X(jointech_sim_cover, "jointech.sim_cover", boolean, 0, no_words, "", "SIM cover open", "", "", same) \
    X(jointech_moving, "jointech.moving", boolean, 0, no_words, "", "", "motion", "", same) \
    X(jointech_bluetooth_connected, "jointech.bluetooth_connected", boolean, 0, no_words, "", "", "", "", same) \
    X(jointech_button, "jointech.button", boolean, 0, no_words, "", "Unlock button pressed", "", "", same) \
    X(jointech_speed, "jointech.speed", decimal, 3, no_words, "", "Speed of unknown unit (U01)", "", "", same) \
    X(jointech_hardware, "jointech.hardware", text, 0, no_words, "", "Hardware version", "", "", same) \
    X(jointech_month_day_time, "jointech.month_day_time", text, 0, no_words, "", "SMS time without a year", "", "", same) \
    X(jointech_version, "jointech.version", integer, 0, no_words, "", "Version field of a numbered text: 1, 23 (JT701T)", "", "", same) \
    X(jointech_fence_name, "jointech.fence_name", text, 0, no_words, "", "Fence of an SMS alarm, if it has a name", "", "", same) \
    X(jointech_fuel_2, "jointech.fuel_2", integer, 0, no_words, "", "Second fuel sensor of a short $ record, raw", "", "", same) \
    X(jointech_fuel_3, "jointech.fuel_3", integer, 0, no_words, "", "Third fuel sensor of a short $ record, raw", "", "", same) \
    X(jointech_imei_unverified, "jointech.imei_unverified", boolean, 0, no_words, "", "True: the check digit of the IMEI does not fit", "", "", same) \
    X(jointech_sim, "jointech.sim", word, 0, sim_names, "", "JT707A: which SIM is in use", "", "", same) \
    X(jointech_battery_current, "jointech.battery_current", integer, 0, no_words, "", "TLV 33, unit unknown, negative while discharging", "", "", same) \
    X(jointech_battery_health, "jointech.battery_health", integer, 0, no_words, "%", "TLV 33", "", "", same) \
    X(jointech_battery_cycles, "jointech.battery_cycles", integer, 0, no_words, "", "TLV 33", "", "", same) \
    X(jointech_battery_capacity, "jointech.battery_capacity", integer, 0, no_words, "mAh", "TLV 33", "", "", same) \
    X(bofan_battery, "bofan.battery", integer, 0, no_words, "", "State digit 0 to 15", "", "", same) \
    X(bofan_gsm, "bofan.gsm", integer, 0, no_words, "", "State digit 0 to 15", "", "", same) \
    X(bofan_photo_index, "bofan.photo_index", integer, 0, no_words, "", "Number behind the photo size", "", "", same) \
    X(bofan_unterminated, "bofan.unterminated", boolean, 0, no_words, "", "The sentence had no line end", "", "", same) \
    X(bofan_unchecked, "bofan.unchecked", boolean, 0, no_words, "", "Verify byte FF: not computed by the device", "", "", same) \
    X(bofan_difference, "bofan.difference", boolean, 0, no_words, "", "Rebuilt from a difference frame", "", "", same) \
    X(bofan_no_photo, "bofan.no_photo", boolean, 0, no_words, "", "Announced size 0", "", "", same) \
    X(bofan_mode, "bofan.mode", text, 0, no_words, "", "NMEA mode letter", "", "", same) \
    X(bofan_module, "bofan.module", text, 0, no_words, "", "Second version of $FUS", "", "", same) \
    X(bofan_spec, "bofan.spec", text, 0, no_words, "", "Spec group, verbatim", "", "", same) \
    X(bofan_adc_volts, "bofan.adc_volts", list, 0, no_words, "V", "Derived: raw x 6 / 1024", "", "", same) \
    X(bofan_password, "bofan.password", text, 0, no_words, "", "Secret: of a command by SMS, masked by the writers", "", "", same) \
    X(pt60_steps, "pt60.steps", integer, 0, no_words, "", "", "steps", "", same) \
    X(pt60_heart_rate, "pt60.heart_rate", integer, 0, no_words, "1/min", "", "heartRate", "", same) \
    X(pt60_state, "pt60.state", integer, 0, no_words, "", "", "", "", same) \
    X(pt60_type, "pt60.type", integer, 0, no_words, "", "Message type", "", "", same) \
    X(pt60_wifi, "pt60.wifi", list, 0, no_words, "", "mac;ssid;rssi", "", "", same) \
    X(pt60_location, "pt60.location", integer, 0, no_words, "", "Location type: 1 GPS, 2 cells", "", "", same) \
    X(pt60_cells, "pt60.cells", list, 0, no_words, "", "Cells as on the wire, signal last", "", "", same) \
    X(pt3000_phone, "pt3000.phone", text, 0, no_words, "", "Telephone number", "", "", same) \
    X(pt3000_tail, "pt3000.tail", text, 0, no_words, "", "Last field, meaning unknown", "", "", same) \
    X(pt3000_mode, "pt3000.mode", text, 0, no_words, "", "NMEA mode letter", "", "", same) \
    X(jt808_header, "jt808.header", text, 0, no_words, "", "2013, 2019 or e7", "", "", same) \
    X(jt808_version, "jt808.version", integer, 0, no_words, "", "Protocol version byte of a 2019 header", "", "", same) \
    X(jt808_msg, "jt808.msg", hex_number, 4, no_words, "", "Message id", "", "", same) \
    X(jt808_packets, "jt808.packets", integer, 0, no_words, "", "Total of a sub-packet series", "", "", same) \
    X(jt808_packet, "jt808.packet", integer, 0, no_words, "", "Number of this sub-packet", "", "", same) \
    X(jt808_result, "jt808.result", integer, 0, no_words, "", "Result of an answer", "", "", same) \
    X(jt808_answers_serial, "jt808.answers.serial", integer, 0, no_words, "", "Serial of the message that is answered", "", "", same) \
    X(jt808_answers_msg, "jt808.answers.msg", hex_number, 4, no_words, "", "Id of the message that is answered", "", "", same) \
    X(jt808_load, "jt808.load", integer, 0, no_words, "", "0 empty, 1 half, 3 full", "", "", same) \
    X(jt808_doors, "jt808.doors", bits, 5, no_words, "", "1 open, door 1 first", "", "", same) \
    X(jt808_door_lock, "jt808.door_lock", boolean, 0, no_words, "", "Doors locked", "", "", same) \
    X(jt808_fuel_cut, "jt808.fuel_cut", boolean, 0, no_words, "", "", "", "", same) \
    X(jt808_circuit_cut, "jt808.circuit_cut", boolean, 0, no_words, "", "", "", "", same) \
    X(jt808_operating, "jt808.operating", boolean, 0, no_words, "", "In service", "", "", same) \
    X(jt808_obfuscated, "jt808.obfuscated", boolean, 0, no_words, "", "Coordinates went through the national plug-in", "", "", same) \
    X(jt808_moving, "jt808.moving", boolean, 0, no_words, "", "", "", "", same) \
    X(jt808_gnss, "jt808.gnss", words, 4, gnss_names, "", "Systems in use", "", "", same) \
    X(jt808_signals, "jt808.signals", integer, 0, no_words, "", "Vehicle signals, item 25", "", "", same) \
    X(jt808_io, "jt808.io", integer, 0, no_words, "", "Item 2A", "", "", same) \
    X(jt808_tyres, "jt808.tyres", text, 0, no_words, "", "Item 05, raw", "", "", same) \
    X(jt808_recorder_speed, "jt808.recorder_speed", decimal, 3, no_words, "km/h", "Item 03", "", "", same) \
    X(jt808_alarm_id, "jt808.alarm_id", integer, 0, no_words, "", "Alarm that wants a confirmation", "", "", same) \
    X(jt808_area_type, "jt808.area.type", integer, 0, no_words, "", "", "", "", same) \
    X(jt808_area_id, "jt808.area.id", integer, 0, no_words, "", "", "", "", same) \
    X(jt808_area_direction, "jt808.area.direction", integer, 0, no_words, "", "0 in, 1 out", "", "", same) \
    X(jt808_token, "jt808.token", text, 0, no_words, "", "Secret: masked by the writers", "", "", same) \
    X(jt808_plate, "jt808.plate", text, 0, no_words, "", "", "", "", same) \
    X(jt808_plate_color, "jt808.plate_color", integer, 0, no_words, "", "", "", "", same) \
    X(jt808_vin, "jt808.vin", text, 0, no_words, "", "", "vin", "", same) \
    X(jt808_maker, "jt808.maker", text, 0, no_words, "", "", "", "", same) \
    X(jt808_model, "jt808.model", text, 0, no_words, "", "", "", "", same) \
    X(jt808_terminal_id, "jt808.terminal_id", text, 0, no_words, "", "", "", "", same) \
    X(jt808_province, "jt808.province", integer, 0, no_words, "", "", "", "", same) \
    X(jt808_city, "jt808.city", integer, 0, no_words, "", "", "", "", same) \
    X(jt808_layout, "jt808.layout", text, 0, no_words, "", "Layout that the content fits", "", "", same) \
    X(jt808_zone, "jt808.zone", text, 0, no_words, "", "Zone text of the frame", "", "", same) \
    X(jt808_media_id, "jt808.media.id", integer, 0, no_words, "", "", "", "", same) \
    X(jt808_media_type, "jt808.media.type", integer, 0, no_words, "", "0 picture, 1 audio, 2 video", "", "", same) \
    X(jt808_media_format, "jt808.media.format", integer, 0, no_words, "", "", "", "", same) \
    X(jt808_media_event, "jt808.media.event", integer, 0, no_words, "", "", "", "", same) \
    X(jt808_media_channel, "jt808.media.channel", integer, 0, no_words, "", "", "", "", same) \
    X(jt808_encryption, "jt808.encryption", integer, 0, no_words, "", "Attribute bits 10 to 12: 1 RSA; the body is kept raw", "", "", same) \
    X(jt808_batch_type, "jt808.batch_type", integer, 0, no_words, "", "0 normal, 1 repeat of a blind area", "", "", same) \
    X(jt808_resend, "jt808.resend", list, 0, no_words, "", "Numbers of the packets that are wanted again", "", "", same) \
    X(jt808_passthrough, "jt808.passthrough", hex_number, 2, no_words, "", "Type of a transparent message", "", "", same) \
    X(jt808_terminal_type, "jt808.terminal_type", hex_number, 4, no_words, "", "Bits of the vehicle and terminal kind", "", "", same) \
    X(jt808_hardware, "jt808.hardware", text, 0, no_words, "", "Hardware version", "", "", same) \
    X(jt808_radio, "jt808.radio", integer, 0, no_words, "", "Bits of the radio systems", "", "", same) \
    X(jt808_upgrade, "jt808.upgrade", integer, 0, no_words, "", "0 terminal, 12 card reader, 52 GNSS", "", "", same) \
    X(jt808_overspeed_type, "jt808.overspeed.type", integer, 0, no_words, "", "0 none, 1 circle, 2 rectangle, 3 polygon, 4 segment", "", "", same) \
    X(jt808_overspeed_id, "jt808.overspeed.id", integer, 0, no_words, "", "Area or segment", "", "", same) \
    X(jt808_segment_id, "jt808.segment.id", integer, 0, no_words, "", "", "", "", same) \
    X(jt808_segment_time, "jt808.segment.time", integer, 0, no_words, "s", "", "", "", same) \
    X(jt808_segment_result, "jt808.segment.result", integer, 0, no_words, "", "0 too short, 1 too long", "", "", same) \
    X(jt808_video_alarms, "jt808.video.alarms", integer, 0, no_words, "", "Bits of item 14", "", "", same) \
    X(jt808_video_lost, "jt808.video.lost", integer, 0, no_words, "", "Channels without signal, item 15", "", "", same) \
    X(jt808_video_covered, "jt808.video.covered", integer, 0, no_words, "", "Channels covered, item 16", "", "", same) \
    X(jt808_video_storage_fault, "jt808.video.storage_fault", integer, 0, no_words, "", "Bits of item 17", "", "", same) \
    X(jt808_video_abnormal, "jt808.video.abnormal", integer, 0, no_words, "", "Bits of item 18", "", "", same) \
    X(jt808_control, "jt808.control", integer, 0, no_words, "", "Command word of a terminal control", "", "", same) \
    X(jt808_text_flags, "jt808.text.flags", integer, 0, no_words, "", "Flags of a text to the terminal", "", "", same) \
    X(jt808_text_type, "jt808.text.type", integer, 0, no_words, "", "1 notice, 2 service; encoding of a text report", "", "", same) \
    /* raw words */ \
    X(raw_status, "raw.status", text, 0, no_words, "", "Status word as on the wire", "status", "", same) \
    X(raw_alarm, "raw.alarm", text, 0, no_words, "", "Alarm word as on the wire", "", "", same) \
    X(raw_event, "raw.event", text, 0, no_words, "", "Event word as on the wire", "", "", same) \
    X(raw_state, "raw.state", text, 0, no_words, "", "State group as on the wire", "", "", same) \
    X(raw_time, "raw.time", text, 0, no_words, "", "Time fields as on the wire, where no time can be given", "", "", same) \
    X(raw_relay_time, "raw.relay_time", text, 0, no_words, "", "The master's time as on the wire, where no time can be given", "", "", same) \
    X(raw_gateway, "raw.gateway", text, 0, no_words, "", "Gateway status of a relayed report as on the wire", "", "", same) \
    X(raw_difference, "raw.difference", text, 0, no_words, "", "Entries of an unresolved difference frame", "", "", same)
// clang-format on

/// Attributes that are not words.
inline constexpr const name* no_words = nullptr;
/// Names of `word` and `words` attributes that no vocabulary of their own has.
inline constexpr name sim_names[] = {"esim", "slot"};
inline constexpr name gnss_names[] = {"gps", "beidou", "glonass", "galileo"};

/// An attribute: the first column of the table.
enum class attribute : std::uint8_t {
#define TRACKWIRE_X(id, ...) id,
    TRACKWIRE_ATTRIBUTES(TRACKWIRE_X)
#undef TRACKWIRE_X
};

/// A line of the table.
struct attribute_info {
    name key;
    attribute_type type;
    std::uint8_t parameter;
    const name* words;
    name unit;
    name meaning;
    name traccar;
    name flespi;
    alias_unit unit_there;
};

/// The table, in the order of `attribute`.
inline constexpr attribute_info attributes[] = {
#define TRACKWIRE_X(id, key, type, parameter, words, unit, meaning, traccar, flespi, unit_there) \
    {key, attribute_type::type, parameter, words, unit, meaning, traccar, flespi, alias_unit::unit_there},
    TRACKWIRE_ATTRIBUTES(TRACKWIRE_X)
#undef TRACKWIRE_X
};

/// Number of lines of the table.
inline constexpr std::size_t attribute_count = sizeof attributes / sizeof *attributes;
static_assert(attribute_count < 256);

/// The line of an attribute.
[[nodiscard]] constexpr const attribute_info& info(attribute a) noexcept {
    return attributes[static_cast<std::size_t>(a)];
}

}  // namespace trackwire::inline v0
