// SPDX-License-Identifier: MIT

/// @file
/// Bytes as a command or as the answer to one: what is read can be written, and is read back the same. Jointech's texts
/// in brackets, every command and answer of the list that the tests have; Bofan's commands on the line, framed and by
/// SMS.

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <trackwire/bofan/commands.hpp>

#include "jointech/command_list.hpp"

namespace {

using namespace trackwire;

[[noreturn]] void wrong(const char* type, const char* what, bytes_view in) {
    std::fprintf(stderr, "%s: %s:", type, what);
    for (const std::uint8_t b : in) { std::fprintf(stderr, " %02x", static_cast<unsigned>(b)); }
    std::fprintf(stderr, "\n");
    std::abort();
}

struct reader {
    bytes_view in;

    template <class Text, class... More>
    void operator()(const char* type, More...) const {
        const result<Text> first = Text::decode(in);
        if (!first) { return; }
        std::uint8_t wire[8192];
        const result<std::size_t> n = first->encode(wire, sizeof wire);
        if (!n) { wrong(type, "what was read cannot be written", in); }
        const result<Text> again = Text::decode({wire, *n});
        if (!again || !(*again == *first)) { wrong(type, "is not read back", in); }
    }
};

template <class... Commands>
void read_each(const reader& read) {
    (read.template operator()<Commands>("a Bofan command"), ...);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const bytes_view in(data, size);
    test::for_each_command(reader{in});
    test::for_each_answer(reader{in});
    using namespace bofan;
    read_each<switch_output, take_photo, fetch_photo, set_speed_limit, set_time_zone, set_report_interval,
              set_upload_interval, set_device_id, set_access_point, set_server, factory_reset, restart, set_password,
              reset_password, sleep_after, ask_version, ask_imei, ask_position, ask_map_link, ask_voltage,
              set_power_cut_alarm, set_shake_alarm, set_sos_numbers, set_alarms, set_action, set_analog_alarm,
              set_sensor_range, raw_command>(reader{in});
    return 0;
}
