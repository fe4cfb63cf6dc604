// SPDX-License-Identifier: MIT

/// @file
/// trackwire-detect: hex lines in; for each frame whose it is and what decided, or what it is nearest to and why not.

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <trackwire/trackwire.hpp>

#include "support/hex.hpp"
#include "support/input.hpp"

namespace {

using trackwire::bytes_view;
using trackwire::detection;

enum exit_status : int { all_accepted = 0, something_else = 1, unusable = 2 };

/// What is said about the frames of one line, up to the first place where none is found.
bool present(std::uint64_t line, bytes_view rest, trackwire::ending end) {
    std::size_t offset = 0;
    bool accepted = true;
    do {
        const bytes_view here = rest.sub(offset);
        const detection d = trackwire::detect(here, {}, end);
        char text[256];
        const auto n = trackwire::explain(d, here, text, sizeof text);
        fmt::print("{}\t{}\t{}\t{}\n", line, offset, std::string_view(to_text(d.kind)),
                   n ? std::string_view(text, *n) : std::string_view("?"));
        accepted = accepted && d;
        if (d.kind == detection::outcome::incomplete || d.kind == detection::outcome::reject) return false;
        offset += d.length;
        while (offset < rest.size() && trackwire::is_separator(rest[offset])) ++offset;
    } while (offset < rest.size());
    return accepted;
}

void complain(std::string_view text) { fmt::print(stderr, "trackwire-detect: {}\n", text); }

int run(const std::string& path, trackwire::ending end) {
    support::input_file file(path);
    std::string text;
    while (file.read(text)) {}
    if (!file.problem().empty()) {
        complain(fmt::format("{}: {}", file.name(), file.problem()));
        return unusable;
    }
    int status = all_accepted;
    std::uint64_t number = 0;
    std::vector<std::uint8_t> bytes;
    for (std::string_view left = text; !left.empty();) {
        const std::size_t stop = left.find('\n');
        const std::string_view line = left.substr(0, stop);
        left.remove_prefix(stop == std::string_view::npos ? left.size() : stop + 1);
        ++number;
        bytes.clear();
        if (const support::hex_problem bad = support::parse_hex_line(line, bytes)) {
            complain(fmt::format("{}: line {}, column {}: {}", file.name(), number, bad.column, bad.what));
            return unusable;
        }
        if (!bytes.empty() && !present(number, bytes, end)) status = something_else;
    }
    return status;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Says whose frames these are, or why nobody's.", "trackwire-detect");
    std::string path = "-";
    bool stream = false;
    app.add_option("FILE", path, "Hex, one input a line; standard input if absent or -");
    app.add_flag("--stream", stream, "More bytes may follow each line");
    app.set_version_flag("--version", "trackwire-detect " TRACKWIRE_VERSION);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) return app.exit(e);
        complain(e.what());
        return unusable;
    }
    return run(path, stream ? trackwire::ending::more : trackwire::ending::datagram);
}
