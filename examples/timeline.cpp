// SPDX-License-Identifier: MIT

/// @file
/// trackwire-timeline: the history of each lock in a capture, in the order in which things happened.

#include <map>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <trackwire/record/timeline.hpp>
#include <trackwire/trackwire.hpp>

#include "support/command_line.hpp"
#include "support/decoding.hpp"
#include "support/input.hpp"

namespace {

using namespace trackwire;
using fate = timeline_outcome::fate;

/// A lock: its history, and what is worth a word apart from it.
struct lock_story {
    timeline<256> history;
    std::map<std::uint32_t, time_ms> late;  ///< by arrival: how far behind the newest report
    unsigned repetitions = 0;
    unsigned left = 0;
};

std::string words(name text) { return {text.data, text.size}; }

std::string time_text(report_clock clock, time_ms time) {
    if (clock == report_clock::none) return "no time            ";
    const civil_time t = to_civil(time);
    return fmt::format("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", t.year, t.month, t.day, t.hour, t.minute, t.second);
}

std::string duration(time_ms ms) {
    const auto minutes = ms / 60000;
    return minutes < 60 ? fmt::format("{} min", minutes) : fmt::format("{} h {:02} min", minutes / 60, minutes % 60);
}

std::string event_text(const event& e) {
    char text[64];
    char_output out(text, sizeof text);
    write_name(e, out);
    return {text, out.size()};
}

/// Appends " <what> <value>" if it is known.
template <class Word>
void append(std::string& text, std::string_view what, const maybe<Word>& value, const name* names) {
    if (value) text += fmt::format(" {} {}", what, words(names[static_cast<std::size_t>(*value)]));
}

std::string entry_text(const timeline_entry& e) {
    std::string text = e.opening() ? " OPENED" : "";
    append(text, "by", e.method, unlock_method_names);
    if (e.card) text += fmt::format(" card {:010}", *e.card);
    for (const event& happened : e.events) text += " " + event_text(happened);
    for (std::size_t i = 0; i < std::size(alarm_names); ++i) {
        if (e.alarms.contains(static_cast<trackwire::alarm>(i))) text += " ! " + words(alarm_names[i]);
    }
    append(text, "| motor", e.motor, locked_names);
    append(text, "| rope", e.rope, rope_names);
    append(text, "| valve", e.valve, cover_names);
    return text;
}

template <class Word>
void print_state(std::string_view what, const known_state<Word>& s, const name* names) {
    if (!s.known) return;
    fmt::print("  {} {} since {}, last said {}\n", what, words(names[static_cast<std::size_t>(s.value)]),
               time_text(s.since_clock, s.since), time_text(s.clock, s.time));
}

void print(const std::string& device, const lock_story& lock) {
    fmt::print("{}\n", device);
    std::size_t number = 0;
    for (const timeline_entry& e : lock.history) {
        const auto late = lock.late.find(e.arrival);
        const std::string remark = late == lock.late.end() ? "" : fmt::format("late by {}", duration(late->second));
        fmt::print("  {:3}  {}  {:20}{}\n", ++number, time_text(e.clock, e.time), remark, entry_text(e));
    }
    const lock_snapshot& now = lock.history.state();
    print_state("motor", now.motor, locked_names);
    print_state("rope ", now.rope, rope_names);
    print_state("cover", now.cover, cover_names);
    print_state("lock ", now.lock, locked_names);
    print_state("valve", now.valve, cover_names);
    if (lock.repetitions > 0) fmt::print("  {} repeated\n", lock.repetitions);
    if (lock.left > 0) fmt::print("  {} too old for the storage\n", lock.left);
}

/// Sorts the reports of a capture by lock.
class historian final : public support::presenter {
public:
    void on(const message& m, std::uint64_t, std::uint64_t) override {
        const fixed_text<24> id = m.fixed<24>(attribute::device_id);
        if (id.empty()) return;
        lock_story& lock = locks_[std::string(id.data(), id.size())];
        const timeline_outcome o = lock.history.add(m);
        if (o.what == fate::repetition) ++lock.repetitions;
        if (o.what == fate::too_old || o.displaced) ++lock.left;
        if (o.what == fate::added && o.behind) lock.late[lock.history[o.index].arrival] = o.behind_by;
    }
    void print_all() const {
        for (const auto& [device, lock] : locks_) {
            if (lock.history.size() > 0) print(device, lock);
        }
    }

private:
    std::map<std::string, lock_story> locks_;
};

int run(const std::string& path) {
    support::input_file file(path);
    std::string text;
    while (file.read(text)) {}
    historian all;
    null_trace trace;
    const settings conf;
    support::decoding<default_registry, null_trace> work(conf, trace, all);
    work.datagrams(text);
    all.print_all();
    if (file.problem().empty() && work.bad_lines().empty()) return 0;
    fmt::print(stderr, "trackwire-timeline: {}: {}\n", file.name(),
               file.problem().empty() ? "a line is no hex" : file.problem());
    return support::unusable;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Prints the history of each lock in a capture, in the order in which things happened.",
                 "trackwire-timeline");
    std::string path = "-";
    app.add_option("FILE", path, "Hex, one frame or datagram a line; standard input if absent or -");
    app.set_version_flag("--version", "trackwire-timeline " TRACKWIRE_VERSION);
    if (const auto end = support::parse(app, argc, argv, [] {})) return *end;
    return run(path);
}
