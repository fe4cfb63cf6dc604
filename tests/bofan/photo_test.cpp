// SPDX-License-Identifier: MIT
#include <trackwire/bofan/photo.hpp>

#include <optional>
#include <random>

#include <trackwire/bofan/codec.hpp>
#include <trackwire/bofan/encode.hpp>

#include "support/catch.hpp"
#include "support/text.hpp"

namespace {

using namespace trackwire;
using only = registry<bofan::frames>;
using test::differences;
using bytes = std::vector<std::uint8_t>;

std::string announcement(std::uint32_t size) {
    return "$PHO" + std::to_string(size) +
           "-1,1156802639,022125.000,A,0707.0014,N,07307.3725,W,0.0,0.1,110418,,,A/00000,00000/0,0,0,0/500//fd4//\r\n";
}
constexpr std::string_view position =
    "$POS,1156802639,022126.000,A,0707.0014,N,07307.3725,W,0.0,0.1,110418,,,A/00000,00000/0,0,0,0/500//fd4//\r\n";

/// A picture of `size` bytes that begins and ends like a JPEG file.
bytes picture_of(std::size_t size, std::mt19937& rng) {
    bytes p(size);
    for (std::uint8_t& b : p) { b = static_cast<std::uint8_t>(rng()); }
    if (size >= 4) {
        p[0] = 0xFF;
        p[1] = 0xD8;
        p[size - 2] = 0xFF;
        p[size - 1] = 0xD9;
    }
    return p;
}
/// The device's answer to a request.
std::string chunk(const bytes& picture, std::uint32_t offset, std::uint32_t size) {
    const std::size_t available = offset < picture.size() ? picture.size() - offset : 0;
    const bytes_view data(picture.data() + std::min<std::size_t>(offset, picture.size()),
                          std::min<std::size_t>(size, available));
    std::uint8_t body[1100] = {};
    byte_output content(body, sizeof body);
    bofan::put_photo_data(offset, data, content);
    std::uint8_t wire[1200] = {};
    byte_output out(wire, sizeof wire);
    bofan::put_full_frame(bytes_view(body, content.size()), out);
    return {wire, wire + out.size()};
}

// ---- replies of the codec -----------------------------------------------------------------------------------------

TEST_CASE("bofan photo: an announcement asks for the first piece, each piece for the next, the last for nothing") {
    std::mt19937 rng(1);
    const bytes picture = picture_of(2130, rng);
    test::connection<only> c;
    c.stream(announcement(2130) + chunk(picture, 0, 960) + std::string(position) + chunk(picture, 960, 960) +
             chunk(picture, 1920, 210));
    REQUIRE(c.messages.size() == 5);
    CHECK(differences(c.messages[0], R"j({"message":"photo","photo.size":2130,"bofan.photo_index":1,"events":null,)j"
                                     R"j("position.latitude":7.11669,"reply.text":"#PHD0,960\r\n"})j") == "");
    CHECK(differences(c.messages[1],
                      R"j({"message":"photo_data","photo.offset":0,"photo.length":960,"device.id":null,)j"
                      R"j("photo.data":null,"reply.text":"#PHD960,960\r\n"})j") == "");
    CHECK(differences(c.messages[2], R"j({"message":"position","reply.text":null})j") == "");
    CHECK(differences(c.messages[3], R"j({"reply.text":"#PHD1920,210\r\n"})j") == "");
    CHECK(differences(c.messages[4], R"j({"photo.length":210,"reply.text":null})j") == "");
}

struct reply_row {
    std::string_view name;
    std::uint32_t offset, size;
    std::string_view reply;
};

// After an announcement of 2000 bytes and the first 960 of them.
constexpr reply_row replies[] = {
    {"a duplicate is ignored", 0, 960, ""},
    {"a gap asks for the current offset again", 1920, 80, "#PHD960,960\r\n"},
    {"more than there is asks again", 960, 1041, "#PHD960,960\r\n"},
    {"fewer bytes than asked are taken", 960, 100, "#PHD1060,940\r\n"},
    {"nothing is not asked for again at once", 960, 0, ""},
    {"all the rest", 960, 1040, ""},
};

TEST_CASE("bofan photo: pieces out of place") {
    for (const reply_row& r : replies) {
        std::mt19937 rng(2);
        const bytes longer = picture_of(4000, rng);
        test::connection<only> c;
        c.datagram(announcement(2000)).datagram(chunk(longer, 0, 960)).datagram(chunk(longer, r.offset, r.size));
        CAPTURE(r.name);
        REQUIRE(c.messages.size() == 3);
        CHECK(c.messages[2].value("reply.text", "") == r.reply);
    }
}

TEST_CASE("bofan photo: no picture, no announcement, broken pieces") {
    std::mt19937 rng(3);
    const bytes picture = picture_of(960, rng);
    const auto none = test::decode<only>(announcement(0));
    CHECK(differences(none.at(0),
                      R"j({"message":"photo","bofan.no_photo":true,"photo.size":null,"reply.text":null})j") == "");
    CHECK(differences(test::decode<only>(chunk(picture, 0, 960)).at(0),
                      R"j({"message":"photo_data","reply.text":null})j") == "");

    test::connection<only> c;
    std::string broken = chunk(picture, 0, 960);
    broken[500] = static_cast<char>(broken[500] ^ 1);
    c.datagram(announcement(960)).datagram(broken);
    CHECK(differences(c.messages.at(1), R"j({"message":"malformed","reply.text":null})j") == "");
}

TEST_CASE("bofan photo: a plain piece is framed by its size, whatever is inside") {
    const std::string wire = std::string("$PHD960,12,ab\r\ncd\xBF\xFB$P\r\n\r\n", 25) + std::string(position);
    for (const std::size_t piece : {std::size_t{1}, wire.size()}) {
        test::connection<only> c;
        c.options.hex = true;
        c.stream(wire, piece);
        REQUIRE(c.messages.size() == 2);
        CHECK(differences(c.messages[0],
                          R"j({"photo.offset":960,"photo.length":12,"photo.data":"61620d0a6364bffb24500d0a"})j") == "");
        CHECK(c.messages[1].at("message") == "position");
    }
}

TEST_CASE("bofan photo: a size that contradicts the frame is named, the piece is asked for again") {
    std::uint8_t wire[64] = {};
    byte_output out(wire, sizeof wire);
    const test::text_bytes<> body("$PHD0,9,abcd\r\n");
    bofan::put_full_frame(body.view(), out);
    test::connection<only> c;
    c.datagram(announcement(9)).datagram(std::string(wire, wire + out.size()));
    CHECK(differences(c.messages.at(1),
                      R"j({"message":"photo_data","error":"bad length","error.field":"photo.length",)j"
                      R"j("error.offset":11,"photo.offset":0,"photo.length":null,"reply.text":"#PHD0,9\r\n"})j") == "");
}

// ---- the assembler ------------------------------------------------------------------------------------------------

/// A platform with an assembler, fed with wire bytes.
struct platform {
    explicit platform(std::size_t capacity, const bofan::photo_options& options = {})
        : buffer(capacity), assembler(buffer.data(), buffer.size(), options) {}

    bofan::photo_step receive(const std::string& wire, time_ms now) {
        bofan::photo_step step;
        decode_datagram<only>(test::bytes_of(wire), state, settings{}, [&](const message& m) {
            const bofan::photo_step s = assembler.on(m, now);
            if (s.what != bofan::photo_event::nothing) { step = s; }
        });
        return step;
    }
    [[nodiscard]] bytes picture() const { return {assembler.picture().begin(), assembler.picture().end()}; }

    bytes buffer;
    session state;
    bofan::photo_assembler assembler;
};

TEST_CASE("bofan photo: the assembler walks through a transfer and repeats by the caller's clock") {
    using bofan::photo_event;
    std::mt19937 rng(4);
    const bytes picture = picture_of(2130, rng);
    platform p(4000);
    CHECK_FALSE(p.assembler.complete());
    bofan::photo_step s = p.receive(announcement(2130), 0);
    CHECK(s.what == photo_event::started);
    CHECK(s.request == bofan::photo_request{0, 960});
    CHECK(p.assembler.on_time(29'999).what == photo_event::nothing);
    s = p.assembler.on_time(30'000);
    CHECK(s.what == photo_event::repeated);
    CHECK(s.request == bofan::photo_request{0, 960});
    s = p.receive(chunk(picture, 0, 960), 31'000);
    CHECK(s.what == photo_event::stored);
    CHECK(s.request == bofan::photo_request{960, 960});
    CHECK(p.receive(chunk(picture, 0, 960), 31'500).what == photo_event::nothing);
    CHECK(p.receive(std::string(position), 31'600).what == photo_event::nothing);
    std::string broken = chunk(picture, 960, 960);
    broken[500] = static_cast<char>(broken[500] ^ 1);
    s = p.receive(broken, 32'000);
    CHECK(s.what == photo_event::refused);
    CHECK(s.request == bofan::photo_request{960, 960});
    CHECK(p.receive(chunk(picture, 960, 960), 33'000).request == bofan::photo_request{1920, 210});
    s = p.receive(chunk(picture, 1920, 210), 34'000);
    CHECK(s.what == photo_event::complete);
    CHECK_FALSE(s.request);
    CHECK(p.assembler.complete());
    CHECK_FALSE(p.assembler.fetching());
    CHECK(p.picture() == picture);
    CHECK(p.assembler.starts_as_jpeg());
    CHECK(p.assembler.ends_as_jpeg());
    std::uint8_t wire[32] = {};
    const auto n = bofan::photo_request{960, 960}.encode(wire, sizeof wire);
    REQUIRE(n);
    CHECK(std::string(wire, wire + *n) == "#PHD960,960\r\n");
}

TEST_CASE("bofan photo: it gives up after the last try, and keeps what came") {
    using bofan::photo_event;
    std::mt19937 rng(5);
    const bytes picture = picture_of(2000, rng);
    platform p(2000);
    (void)p.receive(announcement(2000), 0);
    (void)p.receive(chunk(picture, 0, 960), 10);
    CHECK(p.assembler.on_time(30'010).what == photo_event::repeated);
    CHECK(p.assembler.on_time(60'010).what == photo_event::repeated);
    CHECK(p.assembler.on_time(90'010).what == photo_event::gave_up);
    CHECK(p.assembler.on_time(120'010).what == photo_event::nothing);
    CHECK_FALSE(p.assembler.complete());
    CHECK(p.picture() == bytes(picture.begin(), picture.begin() + 960));
    CHECK_FALSE(p.assembler.ends_as_jpeg());
    CHECK(p.receive(chunk(picture, 960, 960), 130'000).what == photo_event::nothing);  // too late
}

TEST_CASE("bofan photo: a new picture replaces the old one: none, too large, disconnected") {
    using bofan::photo_event;
    std::mt19937 rng(6);
    const bytes picture = picture_of(1000, rng);
    platform p(1000);
    (void)p.receive(announcement(1000), 0);
    (void)p.receive(chunk(picture, 0, 960), 10);
    bofan::photo_step s = p.receive(announcement(900), 20);
    CHECK(s.what == photo_event::started);
    CHECK(s.request == bofan::photo_request{0, 900});
    CHECK(p.assembler.picture().empty());
    CHECK(p.receive(announcement(0), 30).what == photo_event::no_photo);
    CHECK(p.assembler.fetching());
    CHECK(p.receive(announcement(1001), 40).what == photo_event::too_large);
    CHECK_FALSE(p.assembler.fetching());
    CHECK(p.receive(announcement(1000), 50).what == photo_event::started);
    CHECK(p.assembler.on_disconnect().what == photo_event::paused);
    CHECK(p.receive(chunk(picture, 0, 960), 60).what == photo_event::nothing);
    CHECK(p.assembler.on_time(99'999).what == photo_event::nothing);
}

TEST_CASE("bofan photo: a device that sends rubbish is not asked without end") {
    std::mt19937 rng(7);
    const bytes picture = picture_of(2000, rng);
    platform p(2000);
    unsigned requests = p.receive(announcement(2000), 0).request ? 1 : 0;
    for (int i = 0; i < 50; ++i) { requests += p.receive(chunk(picture, 1920, 80), i).request ? 1U : 0U; }
    CHECK(requests == 3);
    CHECK(p.assembler.on_time(40'000).what == bofan::photo_event::gave_up);
}

/// A line on which frames are lost, repeated, delayed (and so reordered) or damaged.
class bad_line {
public:
    explicit bad_line(std::mt19937& rng)
        : rng_(rng), loss_(below(30)), damage_(below(30)), repeat_(below(30)), delay_(below(40)) {}
    void send(std::string wire, time_ms now) {
        if (below(100) < loss_) { return; }
        const unsigned copies = below(100) < repeat_ ? 2 : 1;
        for (unsigned i = 0; i < copies; ++i) {
            std::string copy = wire;
            // A frame whose XOR happens to be FF looks like one that is not computed: damage cannot be seen.
            const bool checked = copy[2] != '\xFF';
            if (checked && below(100) < damage_) {
                copy[below(static_cast<unsigned>(copy.size()))] ^= static_cast<char>(1 + below(255));
            }
            arriving_.push_back({now + 100 + (below(100) < delay_ ? below(45'000) : below(50)), copy});
        }
    }
    std::optional<std::string> next(time_ms now) {
        for (std::size_t i = 0; i < arriving_.size(); ++i) {
            if (arriving_[i].at > now) { continue; }
            const std::string wire = arriving_[i].wire;
            arriving_.erase(arriving_.begin() + static_cast<std::ptrdiff_t>(i));
            return wire;
        }
        return std::nullopt;
    }

private:
    unsigned below(unsigned n) { return static_cast<unsigned>(rng_() % n); }
    struct letter {
        time_ms at;
        std::string wire;
    };
    std::mt19937& rng_;
    unsigned loss_, damage_, repeat_, delay_;
    std::vector<letter> arriving_;
};

TEST_CASE("bofan photo: 1,000 random schedules end with the picture or an honest failure") {
    std::mt19937 rng(20261121);
    unsigned complete = 0;
    unsigned failed = 0;
    for (int round = 0; round < 1000; ++round) {
        const bytes picture = picture_of(1 + rng() % 9000, rng);
        bofan::photo_options options;
        options.chunk = 1 + static_cast<std::uint32_t>(rng() % 960);
        if (picture.size() / options.chunk > 60) { options.chunk = 960; }
        options.tries = 1 + static_cast<std::uint32_t>(rng() % 6);
        platform p(9000, options);
        bad_line line(rng);
        bofan::photo_step step = p.receive(announcement(static_cast<std::uint32_t>(picture.size())), 0);
        REQUIRE(step.what == bofan::photo_event::started);
        std::size_t requests = 0;
        for (time_ms now = 0; p.assembler.fetching(); now += 10) {
            REQUIRE(now < 100'000'000);
            if (step.request) {  // requests get lost too
                ++requests;
                REQUIRE(step.request.offset == p.assembler.picture().size());
                REQUIRE(step.request.offset + step.request.size <= picture.size());
                line.send(chunk(picture, step.request.offset, step.request.size), now);
            }
            const auto wire = line.next(now);
            step = wire ? p.receive(*wire, now) : p.assembler.on_time(now);
        }
        CAPTURE(round);
        // What came is always the front of the picture, and complete means identical.
        const bytes got = p.picture();
        REQUIRE(got == bytes(picture.begin(), picture.begin() + static_cast<std::ptrdiff_t>(got.size())));
        REQUIRE(p.assembler.complete() == (got.size() == picture.size()));
        REQUIRE(requests <= (picture.size() / options.chunk + 1) * options.tries);
        ++(p.assembler.complete() ? complete : failed);
    }
    CHECK(complete > 300);  // both outcomes were tried
    CHECK(failed > 50);
}

// ---- in constant expressions --------------------------------------------------------------------------------------

constexpr bool assembles_at_compile_time() {
    std::uint8_t buffer[8] = {};
    bofan::photo_assembler assembler(buffer, sizeof buffer);
    session state;
    std::uint32_t asked = 0;
    const auto receive = [&](std::string_view text) {
        const test::text_bytes<> wire(text);
        decode_datagram<only>(wire.view(), state, settings{},
                              [&](const message& m) { asked = assembler.on(m, 0).request.offset; });
    };
    receive("$PHO6,1,022125.000,A,0707.0014,N,07307.3725,W,0.0,0.1,110418\r\n");
    receive("$PHD0,4,abcd\r\n");
    const bool half = asked == 4 && !assembler.complete();
    receive("$PHD4,2,ef\r\n");
    return half && assembler.complete() && assembler.picture().starts_with("abcdef");
}
static_assert(assembles_at_compile_time());

}  // namespace
