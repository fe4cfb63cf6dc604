// SPDX-License-Identifier: MIT

/// @file
/// trackwire-decode: bytes from trackers in, records out.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <unistd.h>

#include <fmt/format.h>
#include <trackwire/trackwire.hpp>

#include "support/command_line.hpp"
#include "support/csv.hpp"
#include "support/decoding.hpp"
#include "support/explain.hpp"
#include "support/input.hpp"
#include "support/progress.hpp"
#include "support/table.hpp"

namespace {

using support::unusable;

enum exit_status : int { all_good = 0, something_bad = 1 };
enum class output_format { table, ndjson, csv, explain };
enum class input_form { automatic, hex, raw };

constexpr std::string_view footer =
    R"(Input: hex, one frame or datagram a line (upper or lower case, blanks and ':' between bytes, a leading 0x,
comments behind '#'), or raw bytes, which are one TCP connection. Which of the two is seen from the beginning
of the input; --input decides otherwise. A hex line that cannot be read is named on standard error and left out.

Exit status: 0 if every line (or the connection) gave at least one good message and nothing bad (malformed,
incomplete, unrecognised, ambiguous); 1 otherwise; 2 for wrong usage, an unreadable file or an unreadable hex line.

Examples:
  trackwire-decode capture.hex                                 a table
  trackwire-decode --format ndjson capture.hex | jq .message   a JSON object a line
  trackwire-decode --format explain capture.hex                every byte explained
  trackwire-decode --format csv --profile traccar capture.bin  for a spreadsheet, Traccar's names and units
  echo 28373030303331333333342c404a5429 | trackwire-decode     a frame from a log
  nc -l 8888 | trackwire-decode --input raw --format ndjson    a live connection
)";

/// The command line.
struct options {
    std::string path = "-";
    output_format format = output_format::table;
    input_form input = input_form::automatic;
    bool stream = false;
    trackwire::settings conf;
    trackwire::json_options json;
};

void complain(std::string_view text) { fmt::print(stderr, "trackwire-decode: {}\n", text); }

void declare(CLI::App& app, options& chosen) {
    using namespace trackwire;
    using support::choice;
    app.footer(std::string(footer));
    app.add_option("FILE", chosen.path, "Input; standard input if absent or -")->type_name("");
    choice(app, "--format", chosen.format, "Output; a table unless given",
           {{"table", output_format::table},
            {"ndjson", output_format::ndjson},
            {"csv", output_format::csv},
            {"explain", output_format::explain}});
    choice(app, "--input", chosen.input, "Form of the input",
           {{"auto", input_form::automatic}, {"hex", input_form::hex}, {"raw", input_form::raw}});
    app.add_flag("--stream", chosen.stream, "All hex lines are consecutive pieces of one TCP connection");
    choice(app, "--transport", chosen.conf.transport, "How the bytes travelled; udp: raw input is one datagram",
           {{"tcp", transport::tcp}, {"udp", transport::udp}, {"sms", transport::sms}});
    choice(app, "--direction", chosen.conf.direction, "From the device (up), to it (down), or told by shape",
           {{"auto", direction::automatic}, {"up", direction::up}, {"down", direction::down}});
    const auto now = [&chosen](const std::string& text) {
        const auto time = support::parse_time(text);
        if (!time) throw CLI::ValidationError("--now", fmt::format("\"{}\" is no time", text));
        chosen.json.now = *time;
    };
    app.add_option_function<std::string>("--now", now,
                                         "Time of day in replies: 2024-05-01T12:00:00Z, Unix seconds, or now")
        ->type_name("TIME");
    choice(app, "--profile", chosen.json.profile, "Keys and units of another system",
           {{"trackwire", profile::trackwire}, {"traccar", profile::traccar}, {"flespi", profile::flespi}});
    support::common_options(app, chosen.conf, chosen.json);
}

/// Reads the input piece by piece; hex in whole lines.
template <class Registry, class Trace>
class job {
public:
    job(const options& chosen, support::input_file& file, Trace& trace, support::presenter& to, support::output& out)
        : chosen_(chosen), file_(file), out_(out), work_(chosen.conf, trace, to) {}

    /// `quiet`: without a word on lines that cannot be read.
    void run(bool quiet = false) {
        bool more = file_.read(text_);
        while (more && undecided()) more = file_.read(text_);
        hex_ = chosen_.input == input_form::hex ||
               (chosen_.input == input_form::automatic && support::look_at(text_) != support::likeness::raw);
        while (!text_.empty() || more) {
            take(more);
            out_.flush();
            if (!quiet) { name_bad_lines(); }
            progress_.tell(file_.done(), file_.size(), work_.counts().messages());
            if (!more) break;
            more = file_.read(text_);
        }
        if (hex_ ? chosen_.stream : !datagrams()) work_.close();
        progress_.clear();
        if (!quiet && named_ < work_.bad_lines().size()) {
            complain(fmt::format("{}: {} further lines that cannot be read", file_.name(),
                                 work_.bad_lines().size() - named_));
        }
        out_.flush();
    }
    [[nodiscard]] int status() const {
        if (!file_.problem().empty()) {
            complain(fmt::format("{}: {}", file_.name(), file_.problem()));
            return unusable;
        }
        if (out_.failed()) {
            complain("cannot write the output");
            return unusable;
        }
        if (!work_.bad_lines().empty()) return unusable;
        return work_.counts().all_good() ? all_good : something_bad;
    }

private:
    [[nodiscard]] bool datagrams() const { return chosen_.conf.transport != trackwire::transport::tcp; }
    [[nodiscard]] bool undecided() const {
        return chosen_.input == input_form::automatic && support::look_at(text_) == support::likeness::undecided;
    }
    void name_bad_lines() {
        for (; named_ < work_.bad_lines().size() && named_ < most_named; ++named_) {
            const support::bad_line& bad = work_.bad_lines()[named_];
            progress_.clear();
            complain(fmt::format("{}: line {}, column {}: {}", file_.name(), bad.line, bad.problem.column,
                                 bad.problem.what));
        }
    }
    /// Decodes what is there; `more`: the input goes on.
    void take(bool more) {
        if (hex_) {
            const std::size_t end = more ? text_.rfind('\n') + 1 : text_.size();  // npos + 1 is 0
            const std::string_view lines(text_.data(), end);
            chosen_.stream ? work_.pieces(lines) : work_.datagrams(lines);
            text_.erase(0, end);
        } else if (!datagrams()) {
            work_.bytes(text_);
            text_.clear();
        } else if (!more) {
            work_.datagram({reinterpret_cast<const std::uint8_t*>(text_.data()), text_.size()}, 0);
        }
    }

    static constexpr std::size_t most_named = 10;

    const options& chosen_;
    support::input_file& file_;
    support::output& out_;
    support::decoding<Registry, Trace> work_;
    support::progress progress_;
    std::string text_;
    std::size_t named_ = 0;
    bool hex_ = false;
};

using trackwire::default_registry;

int decode(const options& chosen, support::input_file& file, support::presenter& to, support::output& out) {
    trackwire::null_trace trace;
    job<default_registry, trackwire::null_trace> one(chosen, file, trace, to, out);
    one.run();
    return one.status();
}
int decode_csv(const options& chosen, support::input_file& file, support::output& out) {
    support::csv to(chosen.json, out);
    trackwire::null_trace trace;
    file.keep();
    job<default_registry, trackwire::null_trace>(chosen, file, trace, to, out).run(true);
    to.begin_rows();
    if (!file.problem().empty()) return decode(chosen, file, to, out);
    file.rewind();
    return decode(chosen, file, to, out);
}
int explain(const options& chosen, support::input_file& file, support::output& out) {
    support::explanation to(chosen.json, out);
    job<support::explained<default_registry>, support::explanation> one(chosen, file, to, to, out);
    one.run();
    return one.status();
}

bool wants_colours() {
    const char* const no_color = std::getenv("NO_COLOR");
    const char* const terminal = std::getenv("TERM");
    return ::isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0') &&
           (terminal == nullptr || std::string_view(terminal) != "dumb");
}

int run(const options& chosen) {
    support::input_file file(chosen.path);
    if (file.is_terminal()) complain("reading from the terminal; --help shows how to use it");
    support::output out(stdout);
    switch (chosen.format) {
        case output_format::csv: return decode_csv(chosen, file, out);
        case output_format::explain: return explain(chosen, file, out);
        case output_format::ndjson: {
            support::json_lines to(chosen.json, out);
            return decode(chosen, file, to, out);
        }
        case output_format::table: break;
    }
    support::table to(chosen.json, wants_colours(), out);
    const int status = decode(chosen, file, to, out);
    to.sum_up();
    out.flush();
    return out.failed() ? unusable : status;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Decodes what GPS trackers and GPS locks send, and says what to answer.", "trackwire-decode");
    options chosen;
    declare(app, chosen);
    const auto end = support::parse(app, argc, argv, [&] {
        if (chosen.stream && chosen.conf.transport != trackwire::transport::tcp) {
            throw CLI::ValidationError("--stream", "a stream is a TCP connection");
        }
    });
    if (end) return *end;
    return run(chosen);
}
