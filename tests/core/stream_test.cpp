// SPDX-License-Identifier: MIT
#include <trackwire/core/stream.hpp>

#include <random>
#include <string>
#include <vector>

#include "core/toy_codecs.hpp"
#include "support/catch.hpp"

namespace {

using namespace trackwire;

bytes_view view(const std::string& s) { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }

/// "<kind>@<offset>:<bytes>" for each message.
std::string spell(const message& m) {
    const std::string kind = message_kind_names[static_cast<unsigned>(m.kind)];
    return kind + "@" + std::to_string(m.offset) + ":" +
           std::string(reinterpret_cast<const char*>(m.frame.data()), m.frame.size());
}

template <class Registry>
std::vector<std::string> as_datagram(const std::string& bytes) {
    std::vector<std::string> out;
    session s;
    decode_datagram<Registry>(view(bytes), s, settings{}, [&](const message& m) { out.push_back(spell(m)); });
    return out;
}

/// Fed in pieces whose lengths `next` gives.
template <class Registry, class Next>
std::vector<std::string> as_stream(const std::string& bytes, Next next) {
    std::vector<std::string> out;
    stream<Registry, Registry::longest_frame + 50> s;
    const auto sink = [&](const message& m) { out.push_back(spell(m)); };
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t n = std::min<std::size_t>(next(), bytes.size() - at);
        CHECK(s.feed(view(bytes).sub(at, n), sink) == n);
        at += n;
    }
    s.finish(sink);
    return out;
}

std::string counted(std::string payload) {
    std::string f = "A" + std::string(1, static_cast<char>(payload.size() + 3)) + std::move(payload);
    return f + std::string(1, static_cast<char>(xor_of(view(f))));
}
std::string flagged(const std::string& payload) {
    return "~" + payload + std::string(1, static_cast<char>(xor_of(view(payload)))) + "~";
}

using texts = std::vector<std::string>;

constexpr std::uint8_t two_texts[] = {'x', '<', 'a', '>', '<', 'b', '>'};
static_assert([] {
    session s;
    unsigned texts_seen = 0;
    unsigned others = 0;
    decode_datagram<toy::all>(two_texts, s, settings{},
                              [&](const message& m) { ++(m.kind == message_kind::text ? texts_seen : others); });
    return texts_seen == 2 && others == 1;
}());

TEST_CASE("frames of several codecs are cut out of one datagram") {
    CHECK(as_datagram<toy::all>("<one>" + counted("two") + "<three>") ==
          texts{"text@0:<one>", "text@5:" + counted("two"), "text@11:<three>"});
}

TEST_CASE("separators between frames are not worth a word, others are one run") {
    CHECK(as_datagram<toy::all>("\r\n<a>\r\n <b>\n") == texts{"text@2:<a>", "text@8:<b>"});
    CHECK(as_datagram<toy::all>("\r\nxy z\r\n<b>??") ==
          texts{"unrecognised@2:xy z", "text@8:<b>", "unrecognised@11:??"});
    CHECK(as_datagram<toy::all>("").empty());
    CHECK(as_datagram<toy::all>("\r\n").empty());
}

TEST_CASE("a frame that fails its check is reported once, up to the next good frame inside") {
    std::string bad = counted("12345678");
    bad[3] = '!';
    CHECK(as_datagram<toy::all>(bad + "<a>") == texts{"malformed@0:" + bad, "text@11:<a>"});
    const std::string cut = counted("1234567890").substr(0, 6);
    CHECK(as_datagram<toy::all>(cut + "<a><b><c>") ==
          texts{"malformed@0:" + cut, "text@6:<a>", "text@9:<b>", "text@12:<c>"});
}

TEST_CASE("the end of the input: one incomplete covers the rest, whole frames inside are delivered") {
    CHECK(as_datagram<toy::all>("<abc") == texts{"incomplete@0:<abc"});
    CHECK(as_datagram<toy::all>("?<abc") == texts{"unrecognised@0:?", "incomplete@1:<abc"});
    const std::string head = std::string("A") + '\x40';
    CHECK(as_datagram<toy::all>(head + "!!<a>!!<b") == texts{"incomplete@0:" + head + "!!<a>!!<b", "text@4:<a>"});
}

TEST_CASE("a flag may end one frame and begin the next") {
    const std::string a = flagged("abc");
    const std::string b = flagged("def");
    CHECK(as_datagram<toy::all>(a + b) == texts{"text@0:" + a, "text@6:" + b});
    CHECK(as_datagram<toy::all>(a + b.substr(1)) == texts{"text@0:" + a, "text@5:" + b});
    // a cut frame: its bytes up to the next flag fail their check, and that flag opens the good frame
    CHECK(as_datagram<toy::all>("~ab" + b) == texts{"malformed@0:~ab~", "text@3:" + b});
    // what follows the last flag is nobody's, but the flag itself is not reported
    CHECK(as_datagram<toy::all>(a + "??") == texts{"text@0:" + a, "unrecognised@6:??"});
    CHECK(as_datagram<toy::all>(a) == texts{"text@0:" + a});
}

TEST_CASE("a tie is ambiguous until the session knows better") {
    session s;
    message_kind kind{};
    std::string who;
    const auto sink = [&](const message& m) {
        kind = m.kind;
        who.clear();
        for (const auto* p : m.candidates) {
            if (p != nullptr) { who += std::string(p->id) + " "; }
        }
        if (m.protocol != nullptr) { who = std::string(m.protocol->id); }
    };
    decode_datagram<toy::twins>(view("<a>"), s, settings{}, sink);
    CHECK(kind == message_kind::ambiguous);
    CHECK(who == "toy-bracket toy-twin ");
    s.protocol = &toy::twin_protocol;
    decode_datagram<toy::twins>(view("<a>"), s, settings{}, sink);
    CHECK(kind == message_kind::text);
    CHECK(who == "toy-twin");
}

TEST_CASE("a sink may say stop, and the rest is there afterwards") {
    stream<toy::all> s;
    texts seen;
    const auto one = [&](const message& m) {
        seen.push_back(spell(m));
        return flow::stop;
    };
    const std::string in = "<a><b><c>";
    const std::size_t taken = s.feed(view(in), one);
    CHECK(seen == texts{"text@0:<a>"});
    CHECK(taken == 3);
    CHECK(s.feed(view(in).sub(taken), one) == 3);
    CHECK(seen == texts{"text@0:<a>", "text@3:<b>"});
}

std::string random_stream(std::mt19937& rng) {
    std::string s;
    const auto below = [&](unsigned n) { return static_cast<unsigned>(rng() % n); };
    for (unsigned i = below(12); i > 0; --i) {
        std::string payload;
        for (unsigned k = below(30) + 1; k > 0; --k) { payload += static_cast<char>('a' + below(26)); }
        std::string frame = below(3) == 0 ? counted(payload) : below(2) == 0 ? "<" + payload + ">" : flagged(payload);
        switch (below(6)) {
            case 0: frame = frame.substr(0, below(static_cast<unsigned>(frame.size()))); break;
            case 1: frame[below(static_cast<unsigned>(frame.size()))] = static_cast<char>(rng()); break;
            case 2: frame += "\r\n"; break;
            case 3:
                for (unsigned k = below(90); k > 0; --k) { frame += static_cast<char>(rng()); }
                break;
            default: break;
        }
        s += frame;
    }
    return s;
}

TEST_CASE("any chunking of a stream gives the same messages") {
    std::mt19937 rng(20261121);
    for (int round = 0; round < 4000; ++round) {
        const std::string bytes = random_stream(rng);
        const texts whole = as_stream<toy::all>(bytes, [] { return std::size_t{1} << 20; });
        const texts single = as_stream<toy::all>(bytes, [] { return std::size_t{1}; });
        const texts cut = as_stream<toy::all>(bytes, [&] { return 1 + rng() % 40; });
        CAPTURE(round, bytes);
        REQUIRE(single == whole);
        REQUIRE(cut == whole);
    }
}

/// A broken frame that fills a stream's buffer, with the beginning of another one near its end.
TEST_CASE("a frame inside a broken one is not waited for beyond the buffer") {
    std::string broken = std::string("A") + '\xC8' + std::string(198, 'x');
    broken[100] = 'z';
    broken[190] = 'A';
    broken[191] = '\xC8';  // wants 200 bytes from here
    stream<toy::all, toy::all::longest_frame + 1> s;
    texts seen;
    const auto sink = [&](const message& m) { seen.push_back(spell(m)); };
    const std::string bytes = broken + std::string(300, 'y') + "<a>";
    for (const char c : bytes) { REQUIRE(s.feed(view(std::string(1, c)), sink) == 1); }
    s.finish(sink);
    REQUIRE_FALSE(seen.empty());
    CHECK(seen.front() == "malformed@0:" + broken);
    CHECK(seen.back() == "text@500:<a>");
}

TEST_CASE("a search for the end of a frame says nothing about a line that begins at the same place, nor the reverse") {
    std::mt19937 rng(7);
    for (int round = 0; round < 4000; ++round) {
        std::string bytes;
        for (auto n = rng() % 60; n > 0; --n) { bytes += "<>ab\n\x01"[rng() % 6]; }
        const texts whole = as_stream<toy::with_lines>(bytes, [] { return std::size_t{1} << 20; });
        CAPTURE(round, bytes);
        REQUIRE(as_stream<toy::with_lines>(bytes, [] { return std::size_t{1}; }) == whole);
        REQUIRE(as_stream<toy::with_lines>(bytes, [&] { return 1 + rng() % 7; }) == whole);
    }
}

TEST_CASE("hostile input costs a bounded number of steps for each byte") {
    const auto steps = [](const std::string& bytes) {
        stream<toy::all> s;
        for (const char c : bytes) {
            s.feed(view(std::string(1, c)), [](const message&) {});
        }
        s.finish([](const message&) {});
        return static_cast<double>(s.steps()) / static_cast<double>(bytes.size());
    };
    CHECK(steps(std::string(40'000, '<')) < 4);
    CHECK(steps(std::string(40'000, 'x')) < 4);
    CHECK(steps(std::string(40'000, '~')) < 8);
    std::string text;
    for (int i = 0; i < 400; ++i) { text += "<" + std::string(62, 'a') + ">"; }
    CHECK(steps(text) < 4);
}

}  // namespace
