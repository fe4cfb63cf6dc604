// SPDX-License-Identifier: MIT

/// Several families and devices on one connection: every frame is found, by whatever stands around it, and a change of
/// device is told.

#include <trackwire/trackwire.hpp>

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/samples.hpp"

namespace {

using namespace trackwire;
using bytes = std::vector<std::uint8_t>;

bytes from_hex(std::string_view hex) {
    const auto wire = std::make_unique<test::hex_bytes<8192>>(hex);
    return {wire->data, wire->data + wire->size};
}
bytes operator+(bytes a, const bytes& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}
bytes text(std::string_view s) { return {s.begin(), s.end()}; }

const bytes dollar = from_hex(  // JT701D Protocol Manual V1.4, position data example
    "2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0f0f0f0f0f0f"
    "000001cc0156");
const bytes heartbeat_text = text("(8000620011,@JT)");
const bytes other_text = text("(8130630001,@JT)");
const bytes jt808_heartbeat = from_hex("7e0002000001234567890100018b7e");
const bytes bofan_frame = from_hex(  // bofan-pt502-i1050
    "bffb5e620024504f532c303732313937363137392c3138343931372e3030302c412c303131352e343936362c532c30333635352e32343539"
    "2c452c302e30302c302e30302c3236303131352c2c2c412f303030302c302f302f302f2f3835332f0d0a");

/// "<protocol> <device>", with a `*` in front where the device is another.
struct listener {
    std::unique_ptr<stream<default_registry>> connection = std::make_unique<stream<default_registry>>();
    std::vector<std::string> heard;

    void feed(const bytes& piece) {
        connection->feed(piece, [this](const message& m) { hear(m); });
    }
    void finish() {
        connection->finish([this](const message& m) { hear(m); });
    }

private:
    void hear(const message& m) {
        std::string line = m.identity_changed ? "*" : "";
        line += m.protocol == nullptr ? std::string("?") : std::string(m.protocol->id);
        if (is_bad(m.kind)) { line += " " + std::string(message_kind_names[static_cast<unsigned>(m.kind)]); }
        if (m.has(attribute::device_id)) { line += " " + std::string(m.fixed<24>(attribute::device_id)); }
        heard.push_back(line);
    }
};

TEST_CASE("one connection: every family, one behind the other, and a change of device is told") {
    listener l;
    l.feed(dollar + heartbeat_text + other_text + jt808_heartbeat + bofan_frame + bofan_frame + dollar);
    l.finish();
    CHECK(l.heard == std::vector<std::string>{"jointech-jt701 8000620011", "jointech-jt701 8000620011",
                                              "*jointech-jt701 8130630001", "*jt808 012345678901", "*bofan 0721976179",
                                              "bofan 0721976179", "*jointech-jt701 8000620011"});
}

TEST_CASE("one connection: a bad frame in between changes nobody") {
    bytes broken = jt808_heartbeat;
    broken[7] ^= 1U;
    listener l;
    l.feed(dollar + broken + text("hello\r\n") + heartbeat_text);
    l.finish();
    CHECK(l.heard == std::vector<std::string>{"jointech-jt701 8000620011", "jt808 malformed", "? unrecognised",
                                              "jointech-jt701 8000620011"});
}

TEST_CASE("one connection: texts of the platform are no other device") {
    listener l;
    l.feed(dollar + text("(P69,0,86)") + dollar);
    CHECK(l.heard ==
          std::vector<std::string>{"jointech-jt701 8000620011", "jointech-jt701", "jointech-jt701 8000620011"});
}

TEST_CASE("datagrams: the session tells a change too") {
    session state;
    std::vector<bool> changed;
    const auto sink = [&](const message& m) { changed.push_back(m.identity_changed); };
    for (const bytes& datagram : {dollar, dollar, other_text, heartbeat_text}) {
        decode_datagram<default_registry>(datagram, state, settings{}, sink);
    }
    CHECK(changed == std::vector<bool>{false, false, true, true});
}

TEST_CASE("speaker: leading zeros make no other device, and one device may speak two protocols") {
    session a;
    session b;
    CHECK_FALSE(speaker(a).differs_from(b));
    a.protocol = b.protocol = &jt808::protocol;
    a.device.append(name("0079401100086"));
    b.device.append(name("79401100086"));
    CHECK_FALSE(speaker(a).differs_from(b));
    b.protocol = &jointech::jt709;
    CHECK_FALSE(speaker(a).differs_from(b));
    b.device.append('7');
    CHECK(speaker(a).differs_from(b));
    b.device.clear();
    CHECK(speaker(a).differs_from(b));  // nobody's name, and another vendor
    b.protocol = a.protocol;
    CHECK_FALSE(speaker(a).differs_from(b));
}

// ---- the campaign ------------------------------------------------------------------------------------------------

/// Samples that decode to good messages alone, from the device to the platform.
struct sample {
    std::string id;
    bytes wire;
    std::size_t messages = 0;
};
const std::vector<sample>& samples() {
    static const std::vector<sample> all = [] {
        std::vector<sample> out;
        for (const char* file : {"jointech-samples.jsonl", "bofan-samples.jsonl", "jt808-samples.jsonl"}) {
            for (const auto& s : test::load_samples(file)) {
                if (s.value("transport", "") == "sms" || s.value("direction", "") == "down" || !s.contains("hex")) {
                    continue;
                }
                sample one{s.at("id"), from_hex(s.at("hex").get<std::string>()), 0};
                listener l;
                l.feed(one.wire);
                const std::size_t before = l.heard.size();
                l.finish();
                bool good = before > 0 && before == l.heard.size() && l.connection->pending() == 0;
                for (const std::string& line : l.heard) {
                    good = good && line.find("malformed") == std::string::npos &&
                           line.find("unrecognised") == std::string::npos &&
                           line.find("ambiguous") == std::string::npos;
                }
                one.messages = before;
                if (good) { out.push_back(one); }
            }
        }
        return out;
    }();
    return all;
}

std::size_t good_messages(const bytes& wire, std::size_t piece, std::size_t& bad) {
    const auto connection = std::make_unique<stream<default_registry>>();
    std::size_t good = 0;
    const auto sink = [&](const message& m) { ++(is_bad(m.kind) ? bad : good); };
    for (std::size_t at = 0; at < wire.size(); at += piece) { connection->feed(bytes_view(wire).sub(at, piece), sink); }
    connection->finish(sink);
    return good;
}

TEST_CASE("campaign: whole frames of all families in any order are all found, whatever the pieces") {
    REQUIRE(samples().size() > 300);
    std::mt19937 rng(2019);
    for (int round = 0; round < 2000; ++round) {
        bytes wire;
        std::size_t expected = 0;
        std::string ids;
        for (std::size_t n = 2 + rng() % 12; n > 0; --n) {
            const sample& s = samples()[rng() % samples().size()];
            wire = wire + s.wire;
            expected += s.messages;
            ids += s.id + " ";
        }
        CAPTURE(round, ids);
        std::size_t bad = 0;
        CHECK(good_messages(wire, 1 + rng() % 300, bad) == expected);
        CHECK(bad == 0);
    }
}

TEST_CASE("campaign: a pair of any two samples loses none") {
    std::size_t lost = 0;
    for (const sample& a : samples()) {
        for (const sample& b : samples()) {
            std::size_t bad = 0;
            const std::size_t good = good_messages(a.wire + b.wire, 4096, bad);
            if (good == a.messages + b.messages && bad == 0) { continue; }
            if (++lost < 20) { UNSCOPED_INFO(a.id << " + " << b.id << ": " << good << " good, " << bad << " bad"); }
        }
    }
    CHECK(lost == 0);
}

}  // namespace
