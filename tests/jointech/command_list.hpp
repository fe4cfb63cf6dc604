// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Every command and every answer of commands.hpp, with its name, and what it is good for: the tests run over these
/// lists, and the table of docs/commands.md is checked against them.

#include <trackwire/jointech/commands.hpp>

namespace test {

/// Calls `f.template operator()<Command>(name, section of jointech.md, what it does)`.
template <class F>
void for_each_command(F&& f) {
    using namespace trackwire::jointech;
#define ROW(type, section, text) f.template operator()<type>(#type, section, text)
    ROW(p01_query, "11.3", "asks for firmware and battery");
    ROW(p02_query, "11.3", "asks for the position text, by SMS only");
    ROW(p03_set, "11.3", "deep sleep below a battery level");
    ROW(p03_query, "11.3", "");
    ROW(p04_set, "11.3", "upload and wake intervals");
    ROW(p04_query, "11.3", "");
    ROW(p06_set_main, "11.3", "main server, APN of SIM 1");
    ROW(p06_query_main, "11.3", "");
    ROW(p06_set_second, "11.3", "second server, APN of SIM 2");
    ROW(p06_query_second, "11.3", "");
    ROW(p10_set, "11.3", "offset of times in SMS texts");
    ROW(p10_query, "11.3", "");
    ROW(p11_set, "11.3", "VIP number");
    ROW(p11_query, "11.3", "");
    ROW(p12_set, "11.3", "which VIP numbers get alarms by SMS");
    ROW(p12_query, "11.3", "");
    ROW(p13_factory_reset, "11.3", "factory settings; server, APN and VIP numbers are kept");
    ROW(p14_query, "11.3", "asks for the IMEI");
    ROW(p15_restart, "11.3", "restarts after about 30 s");
    ROW(p22_set_time, "11.3", "sets the clock; answer to P22,2");
    ROW(p23_set, "11.3", "wake by SMS or call");
    ROW(p23_query, "11.3", "");
    ROW(p24_set, "11.3", "switches a fence, names it");
    ROW(p24_query, "11.3", "");
    ROW(p29_set, "11.3", "one page of the corners of a fence");
    ROW(p29_query, "11.3", "");
    ROW(p30_delete_fence, "11.3", "deletes the corners of a fence");
    ROW(p31_finish_fences, "11.3", "the fences are complete");
    ROW(p32_sleep, "11.3", "sleeps after about 30 s");
    ROW(p37_set, "11.3", "threshold of the motion sensor");
    ROW(p37_query, "11.3", "");
    ROW(p38_set, "11.3", "alarm when the lock stays open");
    ROW(p38_query, "11.3", "");
    ROW(p39_set, "11.3", "time awake after a wake");
    ROW(p39_query, "11.3", "");
    ROW(p40_set, "11.3", "how each alarm is sent");
    ROW(p40_query, "11.3", "");
    ROW(p41_add_cards, "11.3", "adds cards");
    ROW(p41_delete_cards, "11.3", "deletes cards");
    ROW(p41_delete_all_cards, "11.3", "deletes all cards");
    ROW(p41_query, "11.3", "asks for a group of 20 cards");
    ROW(p42_learn_cards, "11.3", "learns swiped cards");
    ROW(p43_unlock, "11.3", "**unlocks** with the static password");
    ROW(p44_change_password, "11.3", "changes the static password");
    ROW(p44_query, "11.3", "asks for the static password");
    ROW(p50_set, "11.3", "power key");
    ROW(p50_query, "11.3", "");
    ROW(p52_query_password, "11.3", "asks for the dynamic password");
    ROW(p52_set_mode, "11.3", "dynamic passwords on or off");
    ROW(p52_query_mode, "11.3", "");
    ROW(p52_unlock, "11.3", "**unlocks** with the dynamic password");
    ROW(p54_set, "11.3", "tracking mode");
    ROW(p54_query, "11.3", "");
    ROW(p58_set, "11.3", "cards inside a fence only");
    ROW(p58_query, "11.3", "");
    ROW(p59_set, "11.3", "ways to unlock");
    ROW(p59_query, "11.3", "");
    ROW(p61_set, "11.3", "threshold of the low battery alarm");
    ROW(p61_query, "11.3", "");
    ROW(p62_set_mileage, "11.3", "sets the mileage");
    ROW(p62_query_mileage, "11.3", "");
    ROW(p62_set_speed_threshold, "11.3", "speed from which on the mileage counts");
    ROW(p62_query_speed_threshold, "11.3", "");
    ROW(p63_set, "11.3", "filter of the static drift");
    ROW(p63_query, "11.3", "");
    ROW(p65_set, "11.3", "name of the device");
    ROW(p65_query, "11.3", "");
    ROW(p68_query_imsi, "11.3", "asks for the IMSI");
    ROW(p68_query_ccid, "11.3", "asks for the CCID");
    ROW(p70_set, "11.3", "wake by numbers that are not VIP");
    ROW(p70_query, "11.3", "");
    ROW(p83_set, "11.3", "locks by itself after a time");
    ROW(p83_query, "11.3", "");
    ROW(p94_set, "11.3", "further P45 fields");
    ROW(p97_set, "11.3", "power saving of the GNSS receiver");
    ROW(p97_query, "11.3", "");
    ROW(p98_set_debug, "11.3", "debug output");
    ROW(p98_query_cache, "11.3", "asks for the number of cached records");
    ROW(p98_delete_cache, "11.3", "deletes cached records");
    ROW(p98_query_p45_cache, "11.3", "the same for P45 reports of a JT701");
    ROW(p98_delete_p45_cache, "11.3", "");
    ROW(p99_set, "11.3", "extra positions in curves");
    ROW(p99_off, "11.3", "");
    ROW(p99_query, "11.3", "");
    ROW(wlnet_query_slaves, "11.4", "asks for the bound slaves");
    ROW(wlnet_bind_slaves, "11.4", "binds slaves: replaces the whole list");
    ROW(wlnet_unbind_all, "11.4", "unbinds all slaves");
    ROW(wlnet_set_report_interval, "11.4", "report interval of JT126 sensors");
    ROW(wlnet_query_report_interval, "11.4", "");
    ROW(wlnet_query_firmware, "11.4", "asks for the firmware of radio and slaves");
    ROW(wlnet_unlock, "11.4", "**unlocks** one slave");
    ROW(wlnet_set_heartbeat, "11.4", "LoRa heartbeat, alarm when it stays away");
    ROW(wlnet_query_heartbeat, "11.4", "");
    ROW(ota9_upgrade, "11.5", "fetches firmware by FTP and installs it");
    ROW(ota9_query, "11.5", "");
    ROW(ota9_cancel, "11.5", "");
    ROW(base1_query, "11.6", "asks for the basic information");
    ROW(base2_set_time, "11.6", "sets the clock; answer to BASE,2,TIME");
    ROW(base11_echo, "11.6", "debug, echo");
    ROW(gsens2_set, "11.6", "vibration thresholds");
    ROW(numbered_command, "11.6", "any numbered command, parameters as text");
    ROW(s07_stop_engine, "11.7", "stops the engine (JT600)");
    ROW(s07_resume_engine, "11.7", "lets it run again (JT600)");
    ROW(s09_set_time_zone, "11.7", "time zone (JT600)");
    ROW(s17_restart, "11.7", "restarts (JT600)");
    ROW(raw_command, "11.1", "any command as text");
    ROW(p35_acknowledge, "11.2", "acknowledges a `$` frame, protocol below 0x19");
    ROW(p46_acknowledge, "11.2", "acknowledges P45 of an old JT701");
    ROW(p69_acknowledge, "11.2", "acknowledges `$`, P45 and WLNET,5 reports");
    ROW(p69_send_again, "11.2", "asks for a report again whose content is wrong");
    ROW(p52_acknowledge, "11.2", "acknowledges a dynamic password");
    ROW(s39_acknowledge, "11.2", "acknowledges U01, U02, U03");
    ROW(s20_acknowledge, "11.2", "acknowledges U06");
#undef ROW
}

/// Calls `f.template operator()<Answer>(name)`.
template <class F>
void for_each_answer(F&& f) {
    using namespace trackwire::jointech;
#define ROW(...) f.template operator()<__VA_ARGS__>(#__VA_ARGS__)
    ROW(p01_answer);
    ROW(p03_answer);
    ROW(p04_answer);
    ROW(p06_answer);
    ROW(p_value<"P10", std::int16_t>);
    ROW(p11_answer);
    ROW(p12_answer);
    ROW(p_done<"P13">);
    ROW(p_text<"P14">);
    ROW(p_done<"P15">);
    ROW(p_state<"P22">);
    ROW(p_state<"P23">);
    ROW(p24_answer);
    ROW(p29_answer);
    ROW(p_state<"P30">);
    ROW(p_done<"P31">);
    ROW(p_done<"P32">);
    ROW(p37_answer);
    ROW(p_value<"P38">);
    ROW(p39_answer);
    ROW(p40_answer);
    ROW(p41_cards_answer);
    ROW(p41_count_answer);
    ROW(p_state<"P42">);
    ROW(p42_cards_answer);
    ROW(p43_answer);
    ROW(p_state<"P44">);
    ROW(p44_password_answer);
    ROW(p_state<"P50">);
    ROW(p52_password_answer);
    ROW(p52_mode_answer);
    ROW(p52_unlock_answer);
    ROW(p54_answer);
    ROW(p_state<"P58">);
    ROW(p59_answer);
    ROW(p_value<"P61">);
    ROW(p62_answer);
    ROW(p_state<"P63">);
    ROW(p_text<"P65">);
    ROW(p68_answer);
    ROW(p_state<"P70">);
    ROW(p98_debug_answer);
    ROW(p98_cache_answer);
    ROW(wlnet_slaves_answer);
    ROW(wlnet_bind_slaves);
    ROW(wlnet_unbind_all);
    ROW(wlnet_unlock_answer);
    ROW(ota9_answer);
    ROW(numbered_answer);
#undef ROW
}

}  // namespace test
