// SPDX-License-Identifier: MIT
#include <trackwire/record/timeline.hpp>

#include <algorithm>
#include <string>
#include <vector>

#include <trackwire/trackwire.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"

using namespace trackwire;

namespace {

using fate = timeline_outcome::fate;
constexpr protocol_info acme{"acme-a1", "Acme"};
constexpr std::uint8_t lock_id[] = {'E', '0', '1', '7'};
constexpr std::uint8_t other_id[] = {'E', '0', '1', '8'};

/// A report as a codec would make it. Times in seconds of an arbitrary day.
struct report {
    std::int64_t time = -1;  ///< -1: none
    maybe<lock_motor> motor{};
    maybe<lock_rope> rope{};
    maybe<unlock_method> opened_by{};
    std::uint32_t card = 0;
    maybe<bool> stored{};
    std::uint8_t serial = 0;
    int odometer = 0;  ///< some content
    message_kind kind = message_kind::event;
    bool other_lock = false;
};

template <class Function>
constexpr void with_message(const report& r, Function&& f) {
    message m(r.kind, &acme, {});
    m.set_text(attribute::device_id, r.other_lock ? bytes_view(other_id) : bytes_view(lock_id));
    m.set(attribute::serial, std::int64_t{r.serial});
    m.set(attribute::odometer, std::int64_t{r.odometer});
    if (r.time >= 0) { m.set(attribute::time, r.time * 1000); }
    if (r.motor) { m.set(attribute::lock_motor, *r.motor); }
    if (r.rope) { m.set(attribute::lock_rope, *r.rope); }
    if (r.stored) { m.set(attribute::stored, *r.stored); }
    if (r.card != 0) { m.set(attribute::unlock_card, std::int64_t{r.card}); }
    if (r.opened_by) {
        m.set(attribute::unlock_method, *r.opened_by);
        m.set(attribute::unlock_result, unlock_result::granted);
        m.events.add(event(event_code::unlock, *r.opened_by));
    }
    f(m);
}

template <std::size_t N>
constexpr timeline_outcome add(timeline<N>& t, const report& r, const maybe<time_ms>& received = {}) {
    timeline_outcome o;
    with_message(r, [&](const message& m) { o = t.add(m, received); });
    return o;
}

template <std::size_t N>
std::vector<std::int64_t> seconds(const timeline<N>& t) {
    std::vector<std::int64_t> s;
    for (const timeline_entry& e : t) { s.push_back(e.clock == report_clock::none ? -1 : e.time / 1000); }
    return s;
}

constexpr auto locked = lock_motor::locked;
constexpr auto unlocked = lock_motor::unlocked;

// The opening at 07:00 arrives after the live report of 10:00: it is history, and the lock stays locked.
static_assert([] {
    timeline<4> t;
    (void)add(t, {.time = 6 * 3600, .motor = locked, .serial = 1});
    (void)add(t, {.time = 10 * 3600, .motor = locked, .serial = 2});
    const timeline_outcome o = add(
        t, {.time = 7 * 3600, .motor = unlocked, .opened_by = unlock_method::bluetooth, .stored = true, .serial = 3});
    return o.what == fate::added && o.opening && o.behind && o.index == 1 && o.behind_by == 3 * 3600 * 1000 &&
           !o.state_changed && t.state().motor.value == locked && t.state().motor.time == 10 * 3600 * 1000 &&
           t.state_after(1).motor.value == unlocked;
}());

}  // namespace

TEST_CASE("timeline: history and state do not depend on the order of arrival", "[timeline]") {
    const report reports[] = {
        {.time = 100, .motor = locked, .rope = lock_rope::inserted},
        {.time = 200, .motor = unlocked, .opened_by = unlock_method::rfid, .card = 8932328, .stored = true},
        {.time = 210, .rope = lock_rope::removed, .stored = true},
        {.time = 300, .motor = locked, .rope = lock_rope::inserted, .stored = true},
        {.time = 400, .motor = unlocked, .opened_by = unlock_method::bluetooth},
        {.time = 500, .odometer = 7},
    };
    std::vector<std::size_t> order{0, 1, 2, 3, 4, 5};
    do {
        timeline<6> t;
        for (const std::size_t i : order) { CHECK(add(t, reports[i]).what == fate::added); }
        REQUIRE(seconds(t) == std::vector<std::int64_t>{100, 200, 210, 300, 400, 500});
        REQUIRE(t.state().motor.value == unlocked);
        REQUIRE(t.state().motor.time == 400000);
        REQUIRE(t.state().rope.value == lock_rope::inserted);
        REQUIRE(t.state().rope.time == 300000);
        REQUIRE_FALSE(t.state().valve.known);
        REQUIRE(t.state_after(2).rope.value == lock_rope::removed);
        for (const std::size_t i : order) { CHECK(add(t, reports[i]).what == fate::repetition); }
        REQUIRE(t.size() == 6);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("timeline: the state knows its newest report and since when it holds", "[timeline]") {
    timeline<8> t;
    CHECK(add(t, {.time = 100, .motor = locked}).state_changed);
    CHECK_FALSE(add(t, {.time = 200, .motor = locked}).state_changed);
    CHECK(t.state().motor.time == 200000);
    CHECK(t.state().motor.since == 100000);
    // An opening in between, told later: locked since 200 only.
    const timeline_outcome o =
        add(t, {.time = 150, .motor = unlocked, .opened_by = unlock_method::lora, .stored = true});
    CHECK(o.behind);
    CHECK_FALSE(o.state_changed);
    CHECK(t.state().motor.value == locked);
    CHECK(t.state().motor.since == 200000);
}

TEST_CASE("timeline: a repetition may have another serial, be a replay, or come over another master", "[timeline]") {
    const report live{.time = 100, .motor = unlocked, .opened_by = unlock_method::rfid, .card = 5, .serial = 255};
    struct row {
        const char* name;
        report again;
        fate expected;
    };
    report other_card = live;
    other_card.card = 6;
    report other_time = live;
    other_time.time = 101;
    report other_kind = live;
    other_kind.kind = message_kind::position;
    report other_content = live;
    other_content.odometer = 1;
    report new_serial = live;
    new_serial.serial = 0;
    report replay = live;
    replay.stored = true;
    report not_stored = live;
    not_stored.stored = false;
    report other_lock = live;
    other_lock.other_lock = true;
    const row rows[] = {
        {"the same", live, fate::repetition},          {"new serial", new_serial, fate::repetition},
        {"replay", replay, fate::repetition},          {"other card", other_card, fate::added},
        {"other time", other_time, fate::added},       {"other kind", other_kind, fate::added},
        {"other content", other_content, fate::added}, {"other lock", other_lock, fate::other_device},
    };
    for (const row& r : rows) {
        INFO(r.name);
        timeline<4> t;
        CHECK(add(t, live).what == fate::added);
        const timeline_outcome o = add(t, r.again);
        CHECK(o.what == r.expected);
        CHECK(t.size() == (r.expected == fate::added ? 2U : 1U));
        if (r.expected == fate::repetition) { CHECK(o.index == 0); }
    }
}

TEST_CASE("timeline: the carrier of a slave report is not content, its own position is", "[timeline]") {
    const auto deliver = [](timeline<4>& t, bool relayed, std::int64_t latitude, std::int64_t rssi) {
        message m(message_kind::slave_report, &acme, {});
        m.set_text(attribute::device_id, bytes_view(lock_id));
        if (relayed) { m.set_text(attribute::relay_id, bytes_view(other_id)); }
        m.set(attribute::relay_time, rssi);
        m.set(attribute::time, std::int64_t{5000});
        m.set(attribute::position_latitude, latitude);
        m.set(attribute::link_rssi, rssi);
        return t.add(m).what;
    };
    timeline<4> t;
    CHECK(deliver(t, true, 10, -70) == fate::added);
    CHECK(deliver(t, true, 20, -71) == fate::repetition);
    timeline<4> own;
    CHECK(deliver(own, false, 10, -70) == fate::added);
    CHECK(deliver(own, false, 20, -70) == fate::added);
}

TEST_CASE("timeline: reports without a time stand where they arrived", "[timeline]") {
    timeline<8> t;
    (void)add(t, {.time = 100, .motor = locked});
    CHECK_FALSE(add(t, {.motor = unlocked, .serial = 1}).behind);
    CHECK(t.state().motor.value == unlocked);
    CHECK(t.state().motor.clock == report_clock::none);
    CHECK(add(t, {.time = 50, .motor = locked, .stored = true}).behind_by == 50000);
    CHECK(add(t, {.time = 60, .stored = true}).behind_by == 40000);  // than the newest, not than the last one
    CHECK(seconds(t) == std::vector<std::int64_t>{50, 60, 100, -1});
    CHECK(t.state().motor.value == unlocked);
    (void)add(t, {.time = 200, .motor = locked});
    CHECK(seconds(t) == std::vector<std::int64_t>{50, 60, 100, -1, 200});
    CHECK(t.state().motor.value == locked);

    SECTION("two of them are the same only with the same serial") {
        CHECK(add(t, {.motor = unlocked, .serial = 1}).what == fate::repetition);
        CHECK(add(t, {.motor = unlocked, .serial = 2}).what == fate::added);
    }
    SECTION("a replay among them overwrites nothing") {
        const timeline_outcome o = add(t, {.motor = unlocked, .stored = true, .serial = 9});
        CHECK(o.what == fate::added);
        CHECK(o.behind);
        CHECK(t.state().motor.value == locked);
    }
}

TEST_CASE("timeline: a replay does not overwrite what a live report without a time said", "[timeline]") {
    timeline<8> t;
    (void)add(t, {.motor = locked, .serial = 1});
    (void)add(t, {.time = 50, .motor = unlocked, .stored = true});
    CHECK(t.state().motor.value == locked);
    (void)add(t, {.time = 60, .motor = unlocked});
    CHECK(t.state().motor.value == unlocked);

    timeline<8> with_clock;
    (void)add(with_clock, {.motor = locked, .serial = 1}, time_ms{90000});
    const timeline_outcome o = add(with_clock, {.time = 50, .motor = unlocked, .stored = true}, time_ms{95000});
    CHECK(o.behind);
    CHECK(o.behind_by == 40000);
    CHECK(seconds(with_clock) == std::vector<std::int64_t>{50, -1});
    CHECK(with_clock.state().motor.value == locked);
}

TEST_CASE("timeline: a replay of unknown age fills only what is not known", "[timeline]") {
    timeline<8> t;
    CHECK(add(t, {.motor = unlocked, .stored = true, .serial = 1}).state_changed);
    CHECK(t.state().motor.value == unlocked);
    (void)add(t, {.time = 10, .motor = locked, .stored = true});
    CHECK(t.state().motor.value == locked);

    // The rope by such a replay, after a time was seen, and forgotten as an entry: a report of any age knows better.
    timeline<2> full;
    (void)add(full, {.time = 100, .motor = locked});
    (void)add(full, {.rope = lock_rope::removed, .stored = true, .serial = 2});
    CHECK(add(full, {.time = 110, .motor = locked}).left.unplaced());
    CHECK(full.state().rope.value == lock_rope::removed);
    CHECK(add(full, {.time = 95, .rope = lock_rope::inserted, .stored = true}).what == fate::too_old);
    CHECK(full.state().rope.value == lock_rope::inserted);
}

TEST_CASE("timeline: a clock that runs ahead does not freeze the state", "[timeline]") {
    constexpr time_ms now = 1000000000;
    timeline<8> t;
    (void)add(t, {.time = 999000, .motor = locked}, now);
    (void)add(t, {.time = 1000000 + 2 * 86400, .motor = unlocked}, now);
    CHECK(t[1].clock == report_clock::none);
    CHECK(t.state().motor.value == unlocked);
    (void)add(t, {.time = 1000060, .motor = locked}, now + 60000);
    CHECK(t.state().motor.value == locked);
    CHECK(t.state().motor.time == 1000060000);
}

TEST_CASE("timeline: at the same second a replay stands before a live report", "[timeline]") {
    for (const bool live_first : {true, false}) {
        const report live{.time = 100, .motor = locked};
        const report replay{.time = 100, .motor = unlocked, .opened_by = unlock_method::rfid, .stored = true};
        timeline<4> t;
        (void)add(t, live_first ? live : replay);
        (void)add(t, live_first ? replay : live);
        CHECK(t[0].opening());
        CHECK(t.state().motor.value == locked);
    }
}

TEST_CASE("timeline: a full storage loses its oldest entry, says so, and keeps the state", "[timeline]") {
    timeline<2> t;
    (void)add(t, {.time = 100, .motor = unlocked, .opened_by = unlock_method::lora});
    (void)add(t, {.time = 200, .rope = lock_rope::removed});
    const timeline_outcome full = add(t, {.time = 150, .rope = lock_rope::inserted, .stored = true});
    CHECK(full.what == fate::added);
    CHECK(full.displaced);
    CHECK(full.left.time == 100000);
    CHECK(full.left.opening());
    CHECK(full.index == 0);
    CHECK(seconds(t) == std::vector<std::int64_t>{150, 200});
    CHECK(t.state().motor.value == unlocked);  // told by an entry that has left
    CHECK(t.state().rope.value == lock_rope::removed);
    CHECK(t.state_after(0).motor.value == unlocked);

    const timeline_outcome old = add(t, {.time = 50, .motor = locked, .stored = true});
    CHECK(old.what == fate::too_old);
    CHECK(old.behind);
    CHECK_FALSE(old.displaced);
    CHECK(t.size() == 2);
    CHECK(t.state().motor.value == unlocked);
    CHECK(t.state().motor.time == 100000);

    // What nothing newer has said is learned from it all the same.
    timeline<1> tiny;
    (void)add(tiny, {.time = 200, .rope = lock_rope::removed});
    const timeline_outcome older = add(tiny, {.time = 100, .motor = locked});
    CHECK(older.what == fate::too_old);
    CHECK(older.state_changed);
    CHECK(tiny.state().motor.value == locked);
    CHECK(tiny.state().rope.value == lock_rope::removed);
}

TEST_CASE("timeline: messages that are no report change nothing", "[timeline]") {
    timeline<2> t;
    for (const message_kind kind : {message_kind::heartbeat, message_kind::command_reply, message_kind::malformed,
                                    message_kind::unrecognised, message_kind::sms}) {
        CHECK(add(t, {.time = 1, .motor = locked, .kind = kind}).what == fate::no_report);
    }
    message anonymous(message_kind::position, &acme, {});
    CHECK(t.add(anonymous).what == fate::no_report);
    CHECK(t.size() == 0);
    CHECK(t.device().empty());
}

TEST_CASE("timeline: a password leaves no trace in the content", "[timeline]") {
    const auto entry_of = [](const char* frame, std::size_t secret) {
        const bytes_view wire = test::view(frame);
        message m(message_kind::event, &acme, wire);
        m.set_text(attribute::unlock_password, wire.sub(secret, 6));
        m.mark_secret(wire.sub(secret, 6));
        return make_timeline_entry(m).content;
    };
    CHECK(entry_of("password=123456", 9) == entry_of("password=654321", 9));
}

namespace {

/// A WLNET,5 frame of a JT709 (jointech.md 7.2, 7.4) with valid BCD in all places, so that nothing has to be escaped.
struct slave_frame {
    const char* master_clock = "050825101112";
    const char* slave_clock = "050825101110";
    const char* serial = "01";
    const char* event = "0008";
    const char* status = "0002";
    const char* gateway = "00";
    const char* frame_serial = "313133";  // "113"
    const char* latitude = "22348310";

    [[nodiscard]] std::string hex() const {
        return std::string("28383133303633303030312c312c") + frame_serial + "2c574c4e45542c352c322c" + master_clock +
               latitude + "113550543f0000" + slave_clock + "e017260004" + serial + "01685a4604" + event + status +
               "007b" + gateway + "29";
    }
};

template <std::size_t N>
timeline_outcome deliver(timeline<N>& t, const std::string& hex) {
    const test::hex_bytes<> wire(hex);
    session state;
    timeline_outcome o;
    int messages = 0;
    decode_datagram<default_registry>(wire.view(), state, settings{}, [&](const message& m) {
        CHECK_FALSE(is_bad(m.kind));
        o = t.add(m);
        ++messages;
    });
    CHECK(messages == 1);
    return o;
}

}  // namespace

TEST_CASE("timeline: a sub-lock that was opened without coverage", "[timeline][jointech]") {
    timeline<16> t;
    CHECK(deliver(t, slave_frame{.slave_clock = "050825060000", .event = "0001", .status = "0000"}.hex()).what ==
          fate::added);
    CHECK(deliver(t, slave_frame{.slave_clock = "050825120000", .event = "0040", .status = "0000"}.hex()).what ==
          fate::added);
    CHECK(t.state().lock.value == lock_state::locked);

    // Replayed: event bit 15, gateway bit 0. Unlocked by Bluetooth at 07:30, rope pulled, locked at 08:00.
    const timeline_outcome opening =
        deliver(t, slave_frame{.slave_clock = "050825073000", .serial = "07", .event = "8002", .gateway = "01"}.hex());
    CHECK(opening.what == fate::added);
    CHECK(opening.opening);
    CHECK(opening.behind);
    CHECK(opening.index == 1);
    CHECK(opening.behind_by == (4 * 60 + 30) * 60000);
    CHECK_FALSE(opening.state_changed);
    CHECK(*t[1].method == unlock_method::bluetooth);
    CHECK(*t[1].stored);
    const timeline_outcome closing = deliver(
        t,
        slave_frame{.slave_clock = "050825080000", .serial = "08", .event = "8001", .status = "0000", .gateway = "01"}
            .hex());
    CHECK(closing.index == 2);
    CHECK_FALSE(closing.opening);
    CHECK(t.state_after(1).motor.value == lock_motor::unlocked);
    CHECK(t.state_after(2).motor.value == lock_motor::locked);
    CHECK(t.state().motor.value == lock_motor::locked);
}

TEST_CASE("timeline: the same WLNET report again", "[timeline][jointech]") {
    struct row {
        const char* name;
        slave_frame again;
        fate expected;
    };
    const row rows[] = {
        {"every 35 s, next frame serial", {.frame_serial = "313134"}, fate::repetition},
        {"with a new slave serial", {.serial = "02"}, fate::repetition},
        {"a minute later, the master has moved",
         {.master_clock = "050825101212", .latitude = "22348311"},
         fate::repetition},
        {"replayed by the slave", {.event = "8008"}, fate::repetition},
        {"replayed by the master", {.gateway = "01"}, fate::repetition},
        {"a second later", {.slave_clock = "050825101111"}, fate::added},
        {"an unknown event bit more", {.event = "0408"}, fate::added},
        {"low voltage", {.gateway = "04"}, fate::added},
        {"another status", {.status = "0003"}, fate::added},
    };
    for (const row& r : rows) {
        INFO(r.name);
        timeline<4> t;
        CHECK(deliver(t, slave_frame{}.hex()).what == fate::added);
        CHECK(deliver(t, r.again.hex()).what == r.expected);
    }
}
