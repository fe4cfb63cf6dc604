// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Options that the programs share.

#include <cstdio>
#include <initializer_list>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <trackwire/core/session.hpp>
#include <trackwire/record/json.hpp>
#include <trackwire/version.hpp>

#include "support/parse.hpp"

namespace support {

/// Exit status of wrong usage, and of input or output that cannot be read or written.
inline constexpr int unusable = 2;

/// Reads the command line; other than nullopt: the program ends with that status. Wrong usage is one line.
template <class Check>
std::optional<int> parse(CLI::App& app, int argc, char** argv, Check&& check) {
    try {
        app.parse(argc, argv);
        check();
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) {
            const int status = app.exit(e);
            return std::cout.flush() ? status : unusable;
        }
        fmt::print(stderr, "{}: {}; see --help\n", app.get_name(), e.what());
        return unusable;
    }
    return std::nullopt;
}

/// An option that takes one of several words.
template <class T>
void choice(CLI::App& app, const std::string& flag, T& target, const std::string& help,
            std::initializer_list<std::pair<std::string, T>> words) {
    std::string all;
    for (const auto& word : words) all += (all.empty() ? "" : "|") + word.first;
    const std::vector<std::pair<std::string, T>> table(words);
    const auto take = [&target, flag, all, table](const std::string& given) {
        for (const auto& word : table) {
            if (word.first == given) {
                target = word.second;
                return;
            }
        }
        throw CLI::ValidationError(flag, fmt::format("\"{}\" is none of {}", given, all));
    };
    app.add_option_function<std::string>(flag, take, help)->type_name(all);
}

/// --ack, --zone, --hex and --show-secrets.
inline void common_options(CLI::App& app, trackwire::settings& conf, trackwire::json_options& json) {
    using trackwire::relay_ack;
    choice(app, "--ack", conf.ack, "Serial that acknowledges a relayed report",
           {{"slave", relay_ack::slave_serial}, {"frame", relay_ack::frame_serial}, {"both", relay_ack::both}});
    const auto zone = [&conf](const std::string& text) {
        const auto minutes = parse_zone(text);
        if (!minutes) throw CLI::ValidationError("--zone", fmt::format("\"{}\" is no zone", text));
        conf.has_zone = true;
        conf.zone_minutes = *minutes;
    };
    app.add_option_function<std::string>("--zone", zone, "Zone of devices whose own is not proven: +08:00")
        ->type_name("ZONE");
    app.add_flag("--hex", json.hex, "Show the wire bytes of every message, and picture data");
    app.add_flag("--show-secrets", json.show_secrets, "Do not mask passwords");
    app.set_version_flag("--version", app.get_name() + " " TRACKWIRE_VERSION, "Print the version and exit");
}

}  // namespace support
