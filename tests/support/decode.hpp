// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// `trackwire-decode --format ndjson` as a function from hex lines to messages.
///
/// All lines of a call go through one process; the key `line` says which message came from which line. Every line of
/// output is held against the rules of the format that need no knowledge of a protocol.

#include <cstddef>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/program.hpp"

namespace test {

using nlohmann::json;

/// What came out of one line of hex.
struct decoded {
    std::vector<json> messages;           ///< in the order of the output
    std::vector<std::string> texts;       ///< the same, as printed
    std::vector<std::string> violations;  ///< of the output format; empty if all is well
};

/// Where a key may stand: envelope, then normalized keys, then vendor keys, then raw.*, then unknown.*, then hex.
inline int place_of(std::string const& key) {
    static std::vector<std::string> const envelope{"line",       "flow",       "packet",      "offset",     "part",
                                                   "protocol",   "message",    "device.id",   "relay.id",   "relay.time",
                                                   "time",       "event.time", "time.local",  "stored",     "serial",
                                                   "reply.text", "reply.hex",  "reply.masked"};
    for (std::string const& known : envelope) {
        if (key == known) return 0;
    }
    if (key.starts_with("error")) return 0;
    for (char const* vendor : {"jointech.", "bofan.", "jt808.", "pt60.", "pt3000."}) {
        if (key.starts_with(vendor)) return 2;
    }
    if (key.starts_with("raw.")) return 3;
    if (key.starts_with("unknown.")) return 4;
    if (key == "hex") return 5;
    return 1;
}

/// One line of output as an object, with what it does against the format: no key twice, nothing null or empty, flat
/// keys in their order.
inline json parse_message(std::string const& text, std::vector<std::string>& violations) {
    std::set<std::string> seen;
    int place = 0;
    int depth = 0;
    auto const watch = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start && ++depth > 1) violations.push_back("an object inside the object");
        if (event == json::parse_event_t::key) {
            std::string const key = parsed.get<std::string>();
            if (!seen.insert(key).second) violations.push_back("the key " + key + " appears twice");
            int const here = place_of(key);
            if (here < place) violations.push_back("the key " + key + " stands behind keys that follow it");
            place = here;
        }
        return true;
    };
    json message = json::parse(text, watch, false);
    if (!message.is_object()) throw std::runtime_error("not a JSON object: " + text);
    for (auto const& [key, value] : message.items()) {
        if (value.is_null()) violations.push_back("null in " + key);
        if (value.is_string() && value.get<std::string>().empty()) violations.push_back("empty text in " + key);
        if (value.is_array() && value.empty()) violations.push_back("empty array in " + key);
    }
    if (!message.contains("message")) violations.push_back("no key \"message\"");
    return message;
}

/// Decodes each line of hex as a connection of its own. `result[i]` belongs to `lines[i]`.
inline std::vector<decoded> decode_lines(std::vector<std::string> const& lines, std::vector<std::string> arguments = {}) {
    std::string input;
    for (std::string const& line : lines) input += line + "\n";
    fs::path const file = write_scratch("lines.hex", input);
    arguments.insert(arguments.begin(), {"--format", "ndjson"});
    arguments.push_back(file.string());

    outcome const end = run("decode", arguments);
    fs::remove(file);
    if (end.status != 0 && end.status != 1) {
        throw std::runtime_error("trackwire-decode ended with " + std::to_string(end.status) + ": " + end.err);
    }

    std::vector<decoded> result(lines.size());
    std::size_t at = 0;
    while (at < end.out.size()) {
        std::size_t const stop = end.out.find('\n', at);
        if (stop == std::string::npos) throw std::runtime_error("the output does not end with a line break");
        std::string const text = end.out.substr(at, stop - at);
        at = stop + 1;
        std::vector<std::string> violations;
        json const message = parse_message(text, violations);
        std::size_t const line = message.value("line", std::size_t{0});
        if (line < 1 || line > lines.size()) throw std::runtime_error("no such input line: " + text);
        decoded& owner = result[line - 1];
        owner.messages.push_back(message);
        owner.texts.push_back(text);
        owner.violations.insert(owner.violations.end(), violations.begin(), violations.end());
    }
    return result;
}

/// Decodes one line of hex. For many lines `decode_lines` needs one process instead of one each.
inline std::vector<json> decode_hex(std::string const& hex, std::vector<std::string> const& arguments = {}) {
    decoded const one = decode_lines({hex}, arguments).front();
    if (!one.violations.empty()) throw std::runtime_error(one.violations.front());
    return one.messages;
}

/// Decodes bytes as one TCP connection that ends after them.
inline std::vector<json> decode_stream(std::string const& hex, std::vector<std::string> arguments = {}) {
    arguments.push_back("--stream");
    return decode_hex(hex, arguments);
}

}  // namespace test
