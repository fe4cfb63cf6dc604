// SPDX-License-Identifier: MIT

/// trackwire-decode as a user meets it: forms of input, options, formats, exit status.

#include <fcntl.h>

#include <algorithm>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/decode.hpp"
#include "support/program.hpp"

namespace {

using nlohmann::json;
using test::outcome;

/// JT701D Protocol Manual V1.4, position data example.
const std::string position =
    "2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0f0f0f0f0f0f"
    "000001cc0156";
/// (8000620011,P22,2)
const std::string time_request = "28383030303632303031312c5032322c3229";
/// (8000620011,P52,2,113271)
const std::string password = "28383030303632303031312c5035322c322c31313332373129";

std::string raw(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    return bytes;
}

std::vector<json> decode(const std::string& input, std::vector<std::string> arguments = {}, int status = 0) {
    arguments.insert(arguments.begin(), {"--format", "ndjson"});
    const outcome end = test::run("decode", arguments, input);
    INFO(end.err);
    CHECK(end.status == status);
    std::vector<json> messages;
    for (std::size_t at = 0; at < end.out.size();) {
        const std::size_t stop = end.out.find('\n', at);
        REQUIRE(stop != std::string::npos);
        messages.push_back(json::parse(end.out.substr(at, stop - at)));
        at = stop + 1;
    }
    return messages;
}
std::size_t count(const std::string& text, const std::string& part) {
    std::size_t n = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
    return n;
}

TEST_CASE("hex lines: case, blanks, colons, 0x, comments, line ends") {
    std::string upper = position;
    std::string spaced;
    std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return std::toupper(c); });
    for (std::size_t i = 0; i < position.size(); i += 2) spaced += position.substr(i, 2) + (i % 4 == 0 ? ":" : " ");
    const std::string input = "# comment\n\n" + position + "\r\n0x" + upper + " # behind\n  \t" + spaced + "\n0X" +
                              position.substr(0, 10) + " 0x" + position.substr(10);  // no line end
    std::vector<json> messages = decode(input);
    REQUIRE(messages.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(messages[i]["line"] == 3 + i);
        CHECK(messages[i]["offset"] == 0);
        CHECK(messages[i]["device.id"] == "8000620011");
    }
}

TEST_CASE("hex lines: a byte order mark in front is no part of the first line") {
    const std::string mark = "\xEF\xBB\xBF";
    CHECK(decode(mark + position).size() == 1);
    CHECK(decode(mark + position, {"--stream"}).size() == 1);
    CHECK(decode(mark + "# comment\n" + position)[0]["line"] == 2);
    CHECK(test::run("decode", {}, position + "\n" + mark + position).status == 2);  // in front only
}

TEST_CASE("a hex line that cannot be read is named, the others are decoded, the status is 2") {
    struct row {
        const char *line, *complaint;
    };
    const row rows[] = {
        {"24800", "line 2, column 5: odd number of hex digits"}, {"24 8 00", "line 2, column 4: half a byte"},
        {"24zz", "line 2, column 3: not a hex digit"},           {"240g", "line 2, column 4: not a hex digit"},
        {"24-80", "line 2, column 3: not a hex digit"},          {"0x24 0x", ""},
    };
    for (const row& r : rows) {
        const outcome end = test::run("decode", {"--format", "ndjson"}, position + "\n" + r.line + "\n" + position);
        CHECK(count(end.out, "\"message\":\"position\"") == 2);
        const bool bad = *r.complaint != '\0';
        CHECK(end.status == (bad ? 2 : 1));
        CHECK(end.err == (bad ? std::string("trackwire-decode: standard input: ") + r.complaint + "\n" : ""));
    }
    for (const char* line : {"zz\n", "\\x24\\x80\\x11\n"}) {  // not taken for raw bytes either
        const outcome alone = test::run("decode", {}, line);
        CHECK(alone.status == 2);
        CHECK(alone.err == "trackwire-decode: standard input: line 1, column 1: not a hex digit\n");
    }
    std::string many = position + "\n";
    for (int i = 0; i < 100; ++i) many += "zz\n";
    const outcome log = test::run("decode", {}, many);  // the wrong file: a screen of it is enough
    CHECK(log.status == 2);
    CHECK(count(log.err, "\n") == 11);
    CHECK(log.err.find("line 11, column 1: not a hex digit\n") != std::string::npos);
    CHECK(log.err.find("trackwire-decode: standard input: 90 further lines that cannot be read\n") !=
          std::string::npos);
}

TEST_CASE("exit status: good, bad, nothing") {
    decode(position + "\n" + time_request, {}, 0);
    CHECK(decode(position + "41", {}, 1).back()["message"] == "unrecognised");
    CHECK(decode(position + "\n" + position.substr(0, 30), {}, 1).back()["message"] == "incomplete");
    CHECK(decode(position + "\n0d0a\n", {}, 1).size() == 1);  // a line without a message
    CHECK(decode("", {}, 1).empty());
    CHECK(decode("# nothing\n", {}, 1).empty());
    decode(raw(position + "0d0a"), {}, 0);
    decode(raw(position + "0d0a41"), {}, 1);
}

TEST_CASE("raw bytes are one connection, told from hex by their content or by --input") {
    const std::string bytes = raw("4142" + position + "0d0a" + time_request);
    std::vector<json> messages = decode(bytes, {}, 1);
    REQUIRE(messages.size() == 3);
    CHECK(messages[0]["message"] == "unrecognised");
    CHECK(messages[1]["offset"] == 2);
    CHECK(messages[2]["offset"] == 66);
    CHECK(messages[2]["message"] == "time_request");
    for (const json& m : messages) CHECK_FALSE(m.contains("line"));

    CHECK(decode(raw(time_request))[0]["message"] == "time_request");  // printable, but no hex
    CHECK(decode(position, {"--input", "raw"}, 1)[0]["message"] == "unrecognised");
    CHECK(test::run("decode", {"--input", "hex"}, raw(time_request)).status == 2);

    const auto file = test::write_scratch("capture.bin", bytes);
    CHECK(decode("", {file.string()}, 1) == messages);
    test::fs::remove(file);
}

TEST_CASE("option --stream: lines are pieces of one connection: line and offset are where the frame begins") {
    const std::string input = "0d0a" + position.substr(0, 20) + "\n# in between\n" + position.substr(20, 60) + "\n" +
                              position.substr(80) + position.substr(0, 90) + "\n\n" + position.substr(90) +
                              position.substr(0, 10) + "\n";
    std::vector<json> messages = decode(input, {"--stream"}, 1);
    REQUIRE(messages.size() == 3);
    CHECK(messages[0]["line"] == 1);
    CHECK(messages[0]["offset"] == 2);
    CHECK(messages[0]["message"] == "position");
    CHECK(messages[1]["line"] == 4);
    CHECK(messages[1]["offset"] == (position.size() - 80) / 2);
    CHECK(messages[1]["message"] == "position");
    CHECK(messages[2]["line"] == 6);
    CHECK(messages[2]["message"] == "incomplete");

    std::vector<json> alone = decode(input, {}, 1);  // without --stream nobody gets his frame
    CHECK(std::none_of(alone.begin(), alone.end(), [](const json& m) { return m.value("message", "") == "position"; }));
}

TEST_CASE("option --stream gives the same however the input is cut into lines") {
    const std::string all = position + "4142" + time_request + position + "7e" + password;
    const auto without_place = [](std::vector<json> messages) {
        for (json& m : messages) {
            m.erase("line");
            m.erase("offset");
        }
        return messages;
    };
    const auto whole = without_place(decode(all, {"--stream"}, 1));
    CHECK(whole.size() >= 5);
    for (const std::size_t length : {2U, 6U, 50U, 130U}) {
        std::string lines;
        for (std::size_t at = 0; at < all.size(); at += length) lines += all.substr(at, length) + "\n";
        CHECK(without_place(decode(lines, {"--stream"}, 1)) == whole);
    }
}

TEST_CASE("option --transport udp: raw input is one datagram, and cannot be a stream") {
    CHECK(decode(raw(position.substr(0, 40)), {"--transport", "udp"}, 1)[0]["message"] == "incomplete");
    CHECK(decode(raw(position), {"--transport", "udp"}).size() == 1);
    CHECK(test::run("decode", {"--transport", "udp", "--stream"}, position).status == 2);
}

TEST_CASE("option --now fills in the time of day, a placeholder stands without it") {
    CHECK(decode(time_request)[0]["reply.text"] == "(P22,<DDMMYYhhmmss>)");
    for (const char* now : {"2024-05-01T12:34:56Z", "2024-05-01 12:34:56", "2024-05-01T12:34:56.000Z", "1714566896"}) {
        CHECK(decode(time_request, {"--now", now})[0]["reply.text"] == "(P22,010524123456)");
    }
    for (const char* wrong : {"yesterday", "2024-13-01T00:00:00Z", "2024-05-01", "12:34:56", ""}) {
        CHECK(test::run("decode", {"--now", wrong}, time_request).status == 2);
    }
}

TEST_CASE("secrets are masked in every format unless --show-secrets") {
    for (const char* format : {"table", "ndjson", "csv", "explain"}) {
        for (const char* more : {"--hex", "--profile=traccar"}) {
            const outcome masked = test::run("decode", {"--format", format, more}, password);
            CHECK(masked.status == 0);
            CHECK(masked.out.find("113271") == std::string::npos);
            CHECK(masked.out.find("313133323731") == std::string::npos);
            CHECK(masked.out.find("31 31 33 32 37 31") == std::string::npos);
            const outcome shown = test::run("decode", {"--format", format, more, "--show-secrets"}, password);
            CHECK((std::string(format) == "table" || shown.out.find("113271") != std::string::npos));
        }
    }
    json m = decode(password)[0];
    CHECK(m["unlock.password"] == "******");
    CHECK(m["reply.text"] == "(P52,2,******)");
    CHECK(m["reply.masked"] == true);
    CHECK(decode(password, {"--show-secrets"})[0]["reply.text"] == "(P52,2,113271)");
}

TEST_CASE("option --profile renames keys and converts units") {
    json traccar = decode(position, {"--profile", "traccar"})[0];
    CHECK(traccar["latitude"] == 22.5805167);
    CHECK(traccar["speed"] == 18);
    CHECK(traccar["odometer"] == 45000);
    CHECK(traccar["lock.motor"] == "locked");  // no alias: stays as it is
    json flespi = decode(position, {"--profile", "flespi"})[0];
    CHECK(flespi["position.direction"] == 304);
    CHECK(flespi["position.speed"] == 33.336);
    CHECK(flespi["ident"] == "8000620011");
}

TEST_CASE("option --hex shows the wire bytes") {
    CHECK(decode(position, {"--hex"})[0]["hex"] == position);
    CHECK_FALSE(decode(position)[0].contains("hex"));
}

TEST_CASE("CSV: the union of the keys as columns in the order of the record") {
    const outcome end = test::run("decode", {"--format", "csv"}, time_request + "\n" + position + "\n41\n");
    CHECK(end.status == 1);
    const std::string header = end.out.substr(0, end.out.find('\n'));
    CHECK(count(end.out, "\n") == 4);
    CHECK(header.find("line,offset,protocol,message") == 0);
    CHECK(header.substr(header.size() - 4) == ",hex");
    CHECK(header.find("device.id") < header.find("reply.text"));
    CHECK(header.find("serial") < header.find("reply.text"));
    CHECK(header.find("lock.state") < header.find("raw.status"));
    const std::size_t commas = count(header, ",");
    for (std::size_t at = 0; at < end.out.size();) {
        const std::size_t stop = end.out.find('\n', at);
        std::size_t fields = 0;
        bool quoted = false;
        for (std::size_t i = at; i < stop; ++i) {
            if (end.out[i] == '"') quoted = !quoted;
            if (end.out[i] == ',' && !quoted) ++fields;
        }
        CHECK(fields == commas);
        at = stop + 1;
    }
    CHECK(end.out.find("\"(P69,0,86)\"") != std::string::npos);

    const auto file = test::write_scratch("frames.hex", time_request + "\n" + position + "\n41\n");
    CHECK(test::run("decode", {"--format", "csv", file.string()}).out == end.out);
    test::fs::remove(file);
}

TEST_CASE("the table holds time, device, place and what happened: no colours away from a terminal") {
    const outcome end = test::run("decode", {}, position + "\n41\n");
    CHECK(end.status == 1);
    CHECK(count(end.out, "\n") == 4);
    for (const char* part : {"  LINE  TIME  ", "\n     1  2021-04-18 16:22:59Z", "8000620011", "22.58052, 113.91757",
                             "position", "battery 40 %", "\n     2  -  ", "unrecognised, 1 byte at line 2, offset 0",
                             ", bytes 41\n", "\n2 messages, 1 unrecognised\n"}) {
        INFO(part);
        CHECK(end.out.find(part) != std::string::npos);
    }
    CHECK(end.out.find('\x1b') == std::string::npos);
    const outcome whole = test::run("decode", {}, raw(position + position));
    CHECK(whole.out.find("OFFSET  TIME  ") == 0);
    CHECK(whole.out.find("\n    62  2021-04-18 16:22:59Z") != std::string::npos);
    CHECK(test::run("decode", {}, "\n").out.empty());
    // (8002403242,P45,...) of the capture in docs: a refusal is an event and an alarm, and is told once
    const std::string refused =
        "28383030323430333234322c5034352c3032313032342c3038333531372c32392e32363933372c532c3236"
        "2e31373232332c452c412c302c302c322c302c303030303132373839382c302c302c312c3129";
    const outcome told = test::run("decode", {}, refused);
    INFO(told.out);
    CHECK(told.out.find("event: fail rfid, alarm illegal card, card 0000127898") != std::string::npos);
    // $IN1 of a Bofan tracker: the alarm has the name of the event
    const outcome sos = test::run(
        "decode", {"--input", "raw"},
        "$IN1,40456789,083125.000,A,2232.0971,N,11400.9504,E,0.0,5.0,090714,,,A/00001,10000/0/23895000//\r\n");
    INFO(sos.out);
    CHECK(sos.out.find("event: sos\n") != std::string::npos);
    // escape sequences of the wire do not reach the terminal: (8000620011,P02,ESC[2J)
    const outcome hostile = test::run("decode", {}, "28383030303632303031312c5030322c1b5b324a29");
    CHECK(hostile.out.find('\x1b') == std::string::npos);
}

/// What the program writes when its standard output is a terminal.
std::string on_a_terminal(const std::string& environment) {
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    REQUIRE(master >= 0);
    REQUIRE(::grantpt(master) == 0);
    REQUIRE(::unlockpt(master) == 0);
    const std::string terminal = ::ptsname(master);
    const int keep = ::open(terminal.c_str(), O_RDWR | O_NOCTTY);  // what was written stays readable
    const std::string command = "echo " + position + " | " + environment + " '" + test::program("decode").string() +
                                "' >" + terminal + " 2>/dev/null";
    REQUIRE(std::system(command.c_str()) == 0);
    char text[4096];
    const auto n = ::read(master, text, sizeof text);
    ::close(keep);
    ::close(master);
    REQUIRE(n > 0);
    return {text, static_cast<std::size_t>(n)};
}

TEST_CASE("colours on a terminal, unless NO_COLOR is set") {
    CHECK(on_a_terminal("NO_COLOR= TERM=xterm").find('\x1b') != std::string::npos);
    CHECK(on_a_terminal("NO_COLOR=1 TERM=xterm").find('\x1b') == std::string::npos);
    CHECK(on_a_terminal("NO_COLOR= TERM=dumb").find('\x1b') == std::string::npos);
}

TEST_CASE("explain names every byte of the frame") {
    const outcome end = test::run("decode", {"--format", "explain"}, position);
    CHECK(end.status == 0);
    CHECK(end.out.find("jointech-jt701, 62 bytes at line 1, offset 0") == 0);
    for (const char* part : {"62", "latitude", "22 34 83 10", "40 %", "bit 3 = 0", "device.id", "8000620011"}) {
        CHECK(end.out.find(part) != std::string::npos);
    }
    CHECK(end.out.find("not read") == std::string::npos);
    CHECK(test::run("decode", {"--format", "explain"}, position + position).out.find("offset 62") != std::string::npos);
}

TEST_CASE("wrong usage and unreadable files: one line on standard error, status 2, nothing on standard output") {
    const std::vector<std::string> rows[] = {
        {"--no-such-option"},
        {"--format", "xml"},
        {"--input", "octal"},
        {"--direction", "left"},
        {"--transport", "rail"},
        {"--ack", "none"},
        {"--zone", "08:00"},
        {"--zone", "+25:00"},
        {"--profile", "none"},
        {"--format"},
        {"one.hex", "another.hex"},
        {"/no/such/file"},
        {"/"},
    };
    for (const auto& arguments : rows) {
        const outcome end = test::run("decode", arguments, position);
        INFO(arguments.back());
        CHECK(end.status == 2);
        CHECK(end.out.empty());
        CHECK(end.err.find("trackwire-decode: ") == 0);
        CHECK(count(end.err, "\n") == 1);
    }
}

TEST_CASE("output that cannot be written is an error") {
    const std::string command =
        "echo " + position + " | '" + test::program("decode").string() + "' >/dev/full 2>/dev/null";
    CHECK(WEXITSTATUS(std::system(command.c_str())) == 2);
    const std::string help = "'" + test::program("decode").string() + "' --help >/dev/full 2>/dev/null";
    CHECK(WEXITSTATUS(std::system(help.c_str())) == 2);
}

TEST_CASE("zones, directions and the other choices are taken") {
    for (const char* zone : {"+08:00", "-03:30", "+8", "+0530", "Z"}) decode(position, {"--zone", zone});
    for (const char* ack : {"slave", "frame", "both"}) decode(position, {"--ack", ack});
    for (const char* direction : {"up", "auto"}) decode(position, {"--direction", direction});
    decode(position, {"-"});
}

TEST_CASE("help and version") {
    const outcome help = test::run("decode", {"--help"});
    CHECK(help.status == 0);
    CHECK(help.err.empty());
    for (const char* part : {"--format", "--stream", "--direction", "--transport", "--now", "--hex", "--show-secrets",
                             "--zone", "--ack", "--profile", "--input", "--version", "Examples:", "Exit status:"}) {
        CHECK(help.out.find(part) != std::string::npos);
    }
    const outcome version = test::run("decode", {"--version"});
    CHECK(version.status == 0);
    CHECK(version.out.find("trackwire-decode ") == 0);
}

}  // namespace
