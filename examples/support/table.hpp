// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// Messages as a table for people: which line, time, device, where, what happened.

#include <charconv>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "support/presenter.hpp"

namespace support {

/// One line a message, colours only on request.
class table final : public presenter {
public:
    table(const trackwire::json_options& json, bool colours, output& out) : json_(json), colours_(colours), out_(out) {
        json_.profile = trackwire::profile::trackwire;
    }

    void on(const trackwire::message& m, std::uint64_t line, std::uint64_t origin) override {
        json_.line = line;
        json_.origin = origin;
        values_.read(m, json_);
        std::string& to = out_.text();
        if (messages_++ == 0) {
            paint(to, bold,
                  fmt::format("{:>6}  {:<20}  {:<15}  {:<28}  {}", line > 0 ? "LINE" : "OFFSET", "TIME", "DEVICE",
                              "WHERE", "WHAT HAPPENED"));
            to += '\n';
        }
        if (is_bad(m.kind)) ++bad_[words(values_["message"])];
        to += fmt::format("{:>6}  ", line > 0 ? values_["line"] : values_["offset"]);
        column(to, time(), 20);
        column(to, std::string(values_["device.id"]), 15);
        column(to, where(), 28);
        what(to, m);
        to += '\n';
        out_.settle();
    }
    /// The last line: how many messages there were, and how many of them are complaints.
    void sum_up() {
        if (messages_ == 0) return;
        std::string& to = out_.text();
        to += fmt::format("{} message{}", messages_, messages_ == 1 ? "" : "s");
        for (const auto& [kind, count] : bad_) {
            to += ", ";
            paint(to, red, fmt::format("{} {}", count, kind));
        }
        to += '\n';
    }

private:
    static constexpr std::string_view bold = "\x1b[1m";
    static constexpr std::string_view red = "\x1b[31m";
    static constexpr std::string_view yellow = "\x1b[33m";
    static constexpr std::string_view green = "\x1b[32m";
    static constexpr std::string_view none = "";

    void paint(std::string& to, std::string_view colour, std::string_view text) const {
        const bool coloured = colours_ && !colour.empty();
        if (coloured) to += colour;
        append_visible(to, text);
        if (coloured) to += "\x1b[0m";
    }
    static void column(std::string& to, const std::string& text, std::size_t width) {
        const std::size_t before = to.size();
        append_visible(to, text.empty() ? "-" : text);
        const std::size_t used = to.size() - before;
        to.append(used < width ? width - used + 2 : 2, ' ');
    }

    /// 2021-04-18 16:22:59Z; without Z if the zone is not known.
    [[nodiscard]] std::string time() const {
        std::string_view iso = values_["time"];
        const bool utc = !iso.empty();
        if (!utc) iso = values_["time.local"];
        if (iso.size() < 19) return {};
        return fmt::format("{} {}{}", iso.substr(0, 10), iso.substr(11, 8), utc ? "Z" : "");
    }
    [[nodiscard]] std::string where() const {
        const auto number = [&](std::string_view key) {
            const std::string_view text = values_[key];
            double value = 0;
            std::from_chars(text.data(), text.data() + text.size(), value);
            return value;
        };
        std::string text;
        if (!values_["position.latitude"].empty()) {
            text = fmt::format("{}{:.5f}, {:.5f}", values_["position.source"] == "gnss" ? "" : "~",
                               number("position.latitude"), number("position.longitude"));
            if (const double speed = number("position.speed"); speed > 0) text += fmt::format(" {:.0f} km/h", speed);
        } else if (!values_["cell.id"].empty()) {
            text = fmt::format("cell {}/{}/{}/{}", values_["cell.mcc"], values_["cell.mnc"], values_["cell.lac"],
                               values_["cell.id"]);
        }
        return text;
    }

    void what(std::string& to, const trackwire::message& m) {
        const bool bad = is_bad(m.kind);
        paint(to, bad ? red : none, words(values_["message"]));
        if (bad) { paint(to, none, fmt::format(", {} at {}", bytes_text(m.frame.size()), place())); }
        events(to);
        part(to, none, ": ", values_["command"]);
        part(to, none, " ", values_["fields"]);
        part(to, none, ": ", values_["text"]);
        if (values_["command"].empty()) part(to, none, " ", values_["firmware"]);
        part(to, none, " ", values_["photo.size"], " bytes");
        part(to, none, " of ", values_["photo.length"], " bytes");
        part(to, none, " at ", values_["photo.offset"]);
        part(to, none, ", card ", values_["unlock.card"]);
        part(to, none, ", lock ", values_["lock.state"]);
        if (!is_in("valve_opened", "events") && !is_in("valve_closed", "events")) {
            part(to, none, ", valve ", values_["valve.state"]);
        }
        part(to, none, ", battery ", values_["battery.level"], " %");
        part(to, none, ", ", values_["temperature"], " C");
        part(to, none, ", via ", values_["relay.id"]);
        if (values_["stored"] == "true") to += ", stored";
        if (!values_["error"].empty()) {
            to += ", ";
            paint(to, red, values_["error"]);
            part(to, red, ": ", values_["error.field"]);
            part(to, red, " at byte ", values_["error.offset"]);
        }
        part(to, none, ", nearest ", values_["nearest"]);
        part(to, none, ", ", values_["reason"]);
        part(to, none, ", ", values_["candidates"]);
        if (bad) part(to, none, ", bytes ", beginning(values_["hex"]));
    }
    /// The events, and the alarms that are no events.
    void events(std::string& to) const {
        const std::string_view events = values_["events"];
        std::string_view before = ": ";
        each(events, [&](std::string_view event) {
            const bool wrong = event.starts_with("fail_") || event.starts_with("refused_") || is_in(event, "alarms");
            part(to, wrong ? yellow : green, before, words(event));
            before = ", ";
        });
        before = ", alarm ";
        each(values_["alarms"], [&](std::string_view alarm) {
            if (is_in(alarm, "events")) return;
            part(to, yellow, before, words(alarm));
            before = ", ";
        });
    }
    /// Calls `take` with each element of an array: "rope_cut;low_battery".
    template <class Function>
    static void each(std::string_view array, Function&& take) {
        while (!array.empty()) {
            const std::size_t stop = array.find(';');
            take(array.substr(0, stop));
            array.remove_prefix(stop == std::string_view::npos ? array.size() : stop + 1);
        }
    }
    [[nodiscard]] bool is_in(std::string_view word, std::string_view key) const {
        bool found = false;
        each(values_[key], [&](std::string_view one) { found = found || one == word; });
        return found;
    }
    /// 24800062...: as much as tells what it may be.
    [[nodiscard]] static std::string beginning(std::string_view hex) {
        static constexpr std::size_t enough = 24;
        return hex.size() <= enough ? std::string(hex) : fmt::format("{}...", hex.substr(0, enough));
    }
    [[nodiscard]] std::string place() const {
        const std::string_view line = values_["line"];
        return line.empty() ? fmt::format("offset {}", values_["offset"])
                            : fmt::format("line {}, offset {}", line, values_["offset"]);
    }
    void part(std::string& to, std::string_view colour, std::string_view before, std::string_view text,
              std::string_view behind = {}) const {
        if (text.empty()) return;
        to += before;
        paint(to, colour, text);
        to += behind;
    }
    /// rope_cut;low_battery becomes "rope cut, low battery".
    [[nodiscard]] static std::string words(std::string_view text) {
        std::string plain;
        for (const char c : text) {
            if (c == ';') {
                plain += ", ";
            } else {
                plain += c == '_' ? ' ' : c;
            }
        }
        return plain;
    }

    trackwire::json_options json_;
    bool colours_;
    output& out_;
    cells values_;
    std::uint64_t messages_ = 0;
    std::map<std::string, std::uint64_t> bad_;  ///< how many, by kind
};

}  // namespace support
