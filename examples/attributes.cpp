// SPDX-License-Identifier: MIT

/// @file
/// trackwire-attributes: writes docs/attributes.md from the attribute table and the vocabulary.

#include <cstdio>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <fmt/format.h>
#include <trackwire/record/json.hpp>

namespace {

using trackwire::attribute_type;
using trackwire::name;

using strings = std::vector<std::string>;

/// The words of an array; `no_words` is a pointer.
template <class T>
strings words_of(const T& table) {
    if constexpr (std::is_array_v<T>) {
        return {std::begin(table), std::end(table)};
    } else {
        return {};
    }
}

/// A line of the table, with what the compiled table does not hold: the identifier and the number of words.
struct row {
    std::string identifier;
    strings words;
};
const std::vector<row>& rows() {
    static const std::vector<row> all{
#define TRACKWIRE_ROW(id, key, type, parameter, words, ...) {#id, words_of(trackwire::words)},
        TRACKWIRE_ATTRIBUTES(TRACKWIRE_ROW)
#undef TRACKWIRE_ROW
    };
    return all;
}

std::string code(std::string_view text) { return text.empty() ? "" : fmt::format("`{}`", text); }
std::string list(const strings& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : ", ") + code(word);
    return text;
}

std::string type_of(const trackwire::attribute_info& a) {
    switch (a.type) {
        case attribute_type::boolean: return "boolean";
        case attribute_type::integer: return "integer";
        case attribute_type::decimal:
            return fmt::format("number, {} decimal{}", a.parameter, a.parameter == 1 ? "" : "s");
        case attribute_type::digits: return fmt::format("text, {} digits", a.parameter);
        case attribute_type::hex_number: return fmt::format("text, {} hex digits", a.parameter);
        case attribute_type::bits: return fmt::format("text, {} of `0` and `1`", a.parameter);
        case attribute_type::utc: return "time, UTC";
        case attribute_type::local: return "time, zone not known";
        case attribute_type::word: return "word";
        case attribute_type::text: return "text";
        case attribute_type::list:
        case attribute_type::words: return "array";
    }
    return "";
}
std::string alias(name text, std::string_view unit) {
    return text.empty() ? "" : unit.empty() ? code(text) : fmt::format("{} ({})", code(text), unit);
}
std::string_view unit_in(trackwire::attribute a, trackwire::profile names) {
    switch (trackwire::unit_of(a, names)) {
        case trackwire::alias_unit::same: return "";
        case trackwire::alias_unit::knots: return "knots";
        case trackwire::alias_unit::metres: return "m";
        case trackwire::alias_unit::seconds: return "seconds since 1970";
        case trackwire::alias_unit::flag: return "boolean";
    }
    return "";
}

/// The attributes whose keys begin with one of `stems`; an empty list: all that no vendor owns.
void table(std::string_view title, std::string_view stem) {
    static constexpr std::string_view owned[] = {"jointech.", "bofan.", "pt60.", "pt3000.", "jt808.", "raw."};
    fmt::print("\n## {}\n\n| key | type | unit | meaning | Traccar | flespi |\n|---|---|---|---|---|---|\n", title);
    for (std::size_t i = 0; i < trackwire::attribute_count; ++i) {
        const auto a = static_cast<trackwire::attribute>(i);
        const trackwire::attribute_info& about = trackwire::info(a);
        const std::string_view key = about.key;
        bool here = stem.empty() || key.starts_with(stem);
        for (const std::string_view other : owned) here = here && (!stem.empty() || !key.starts_with(other));
        if (!here) continue;
        std::string meaning(about.meaning);
        if (const strings& words = rows()[i].words; !words.empty()) {
            meaning += (meaning.empty() ? "" : ": ") + list(words);
        }
        fmt::print("| {} | {} | {} | {} | {} | {} |\n", code(key), type_of(about), std::string_view(about.unit),
                   meaning, alias(about.traccar, unit_in(a, trackwire::profile::traccar)),
                   alias(about.flespi, unit_in(a, trackwire::profile::flespi)));
    }
}

/// Every name that can stand in `events`, the numbered ones with n.
strings events() {
    strings all = words_of(trackwire::plain_event_names);
    for (const std::string& method : words_of(trackwire::unlock_method_words)) {
        all.insert(all.end(), {"unlock_" + method, "fail_" + method, "refused_" + method,
                               "refused_" + method + "_no_fix", "refused_" + method + "_outside_fence"});
    }
    return all;
}

constexpr std::string_view head = R"(# Attributes

The keys of the record: what `trackwire-decode --format ndjson` writes and `message::get<attribute::...>()` reads (the
identifier is the key with `_` for `.`). Absent means: not on the wire, or the wire says "no value"; no key holds a
sentinel. Traccar and flespi are the names and units of `--profile`; keys without a name there stay as they are.

This page is written by `trackwire-attributes` from the table in `include/trackwire/record/attributes.hpp`; change it
there.

## Envelope

Beside the attributes of the first table these keys stand around every message:

| key | type | meaning |
|---|---|---|
| `line` | integer | 1-based line of hex input |
| `flow`, `packet` | text, integer | connection and packet of a capture, `tcp 1.2.3.4:5>6.7.8.9:10` |
| `offset` | integer | of the frame's first byte within the line, flow or file |
| `part` | integer | 1-based, where a frame holds several messages |
| `protocol` | text | absent when unrecognised |
| `message` | word | see below |
| `candidates` | array | of `ambiguous`: the protocols that claim the bytes |
| `nearest`, `reason` | text | of `unrecognised`: the protocol that came closest, and why it is not that one |
| `reply.text`, `reply.hex` | text | what to send back once the record is kept |
| `reply.masked` | boolean | a password in the answer is not shown |
| `error`, `error.field`, `error.offset`, `error.count` | text, text, integer, integer | the first bad field, and how many there are |
| `events` | array | what happened |
| `alarms` | array | what is wrong |
| `unknown.<id>` | text | what has no known meaning: hex, or the text of the wire |
| `hex` | text | the wire bytes; always when the bytes are bad, else on request |
)";

}  // namespace

int main() {
    fmt::print("{}", head);
    table("Common", "");
    table("Jointech", "jointech.");
    table("Bofan", "bofan.");
    table("PT60", "pt60.");
    table("PT3000", "pt3000.");
    table("JT/T 808", "jt808.");
    table("Raw words", "raw.");
    fmt::print("\n## Messages\n\n{}\n", list(words_of(trackwire::message_kind_names)));
    fmt::print("\n## Alarms\n\n{}\n", list(words_of(trackwire::alarm_names)));
    fmt::print(
        "\n## Events\n\nAny of the alarms, and:\n\n{}, {}\n", list(events()),
        list({"input_<n>", "input_<n>_release", "analog_<n>", "lock_event_<hex>", "p45_source_<n>", "code_<XYZ>"}));
    return std::fflush(stdout) == 0 ? 0 : 2;
}
