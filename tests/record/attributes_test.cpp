// SPDX-License-Identifier: MIT
#include <trackwire/record/attributes.hpp>

#include <set>
#include <string>

#include <trackwire/record/json.hpp>

#include "support/catch.hpp"

namespace {

using namespace trackwire;

constexpr profile profiles[] = {profile::trackwire, profile::traccar, profile::flespi};

TEST_CASE("no key appears twice, in no profile") {
    for (const profile p : profiles) {
        std::set<std::string> keys{"line",     "flow",      "packet",       "offset",      "part",
                                   "protocol", "message",   "reply.text",   "error",       "events",
                                   "alarms",   "hex",       "error.field",  "error.count", "reason",
                                   "nearest",  "reply.hex", "reply.masked", "candidates",  "error.offset"};
        for (unsigned i = 0; i < attribute_count; ++i) {
            const std::string key = key_of(static_cast<attribute>(i), p);
            INFO(key);
            CHECK_FALSE(key.empty());
            CHECK(keys.insert(key).second);
        }
    }
}

TEST_CASE("keys are lower case, their parts separated by dots") {
    for (const attribute_info& a : attributes) {
        const std::string key = a.key;
        INFO(key);
        CHECK(key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._") == std::string::npos);
        CHECK(key.front() != '.');
        CHECK(key.back() != '.');
    }
}

TEST_CASE("conversions fit the type") {
    for (const attribute_info& a : attributes) {
        INFO(std::string(a.key));
        switch (a.unit_there) {
            case alias_unit::same: break;
            case alias_unit::knots:
            case alias_unit::metres: CHECK((a.type == attribute_type::decimal && !a.traccar.empty())); break;
            case alias_unit::seconds: CHECK((a.type == attribute_type::utc && !a.flespi.empty())); break;
            case alias_unit::flag: CHECK((a.type == attribute_type::word && !a.traccar.empty())); break;
        }
        CHECK((a.type == attribute_type::word) == (a.words != nullptr && a.type != attribute_type::words));
    }
}

TEST_CASE("each profile has its own keys and units") {
    constexpr protocol_info acme{"acme-a1", "Acme"};
    message m(message_kind::position, &acme, {});
    m.set(attribute::time, std::int64_t{1618762979500});
    m.set(attribute::position_speed, std::int64_t{33336});
    m.set(attribute::position_course, std::int64_t{304000});
    m.set(attribute::odometer, std::int64_t{45125});
    m.set(attribute::lock_state, lock_state::unlocked);
    m.set(attribute::lock_rope, lock_rope::inserted);
    const auto written = [&](profile p) {
        json_options options;
        options.profile = p;
        char buffer[512];
        const auto n = write_json(m, options, buffer, sizeof buffer);
        REQUIRE(n);
        const std::string all(buffer, *n);
        return all.substr(all.find("\"position\",") + 11);
    };
    CHECK(written(profile::trackwire) ==
          R"("time":"2021-04-18T16:22:59.500Z","position.speed":33.336,"position.course":304,"odometer":45.125,)"
          R"("lock.rope":"inserted","lock.state":"unlocked"})");
    CHECK(written(profile::traccar) ==
          R"("fixTime":"2021-04-18T16:22:59.500Z","speed":18,"course":304,"odometer":45125,)"
          R"("lock.rope":"inserted","lock":false})");
    CHECK(written(profile::flespi) ==
          R"("timestamp":1618762979.5,"position.speed":33.336,"position.direction":304,"vehicle.mileage":45.125,)"
          R"("lock.rope":"inserted","lock.status":false})");
}

}  // namespace
