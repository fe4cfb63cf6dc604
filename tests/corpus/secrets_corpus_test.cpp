// SPDX-License-Identifier: MIT

/// @file
/// No password of any sample appears in the output unless it is asked for (record.md 4), and nothing else changes.

#include <algorithm>

#include "corpus/row.hpp"

namespace {

using namespace corpus;

/// The secrets of a sample: what `expect` names as such, and those of commands and of the answers that repeat a
/// configuration, which only the bytes hold. 000000 is the text for "no password" in some frames and part of many
/// numbers in all of them; its masking is seen in unlock.password.
std::vector<std::string> secrets_of(json const& sample) {
    static std::map<std::string, std::vector<std::string>> const by_id{
        {"cmd-ack-p52", {"113271"}},
        {"cmd-p06-1", {"pass"}},
        {"cmd-p06-3", {"pass"}},
        {"resp-p06-main", {"pass"}},
        {"cmd-p43", {"888888"}},
        {"cmd-p44", {"12#aAM", "888888"}},
        {"cmd-p52-3", {"223457"}},
        {"cmd-ota9", {"Secret00"}},
        {"resp-ota9", {"Secret00"}},
        {"bofan-sms-apn", {"pass"}},
    };
    std::vector<std::string> secrets;
    if (auto const found = by_id.find(sample.at("id")); found != by_id.end()) secrets = found->second;
    json const& expect = sample.at("expect");
    auto const add = [&](json const& object, char const* key) {
        if (object.is_object() && object.contains(key) && object.at(key).is_string() && object.at(key) != "000000") {
            secrets.push_back(object.at(key));
        }
    };
    // `would_be` is left out: a frame that fails its check is not decoded, so nothing in it is known to be a password.
    add(expect, "password");
    add(expect, "token");
    if (expect.contains("fields")) add(expect.at("fields"), "password");
    if (expect.contains("lock_event")) add(expect.at("lock_event"), "password");
    return secrets;
}

std::string hex_of(std::string const& text) {
    std::string hex;
    for (unsigned char const c : text) {
        hex += "0123456789abcdef"[c >> 4];
        hex += "0123456789abcdef"[c & 15];
    }
    return hex;
}

void check_file(std::string const& file, std::size_t with_secrets) {
    static std::map<std::string, set> sets;
    set& samples = sets.try_emplace(file, file).first->second;
    std::size_t count = 0;
    for (std::size_t i = 0; i < samples.samples().size(); ++i) {
        json const& sample = samples.samples()[i];
        std::vector<std::string> const secrets = secrets_of(sample);
        if (secrets.empty()) continue;
        ++count;
        DYNAMIC_SECTION(sample.at("id").get<std::string>()) {
            for (std::vector<std::string> const& more : {std::vector<std::string>{}, {"--hex"}}) {
                test::decoded const& masked = samples.decoded(i, more);
                std::vector<std::string> open_arguments = more;
                open_arguments.push_back("--show-secrets");
                test::decoded const& open = samples.decoded(i, open_arguments);
                row r(sample, masked.messages);
                r.require(masked.messages.size() == open.messages.size() && !masked.messages.empty(), "another number of messages");

                auto const all_values = [](std::vector<json> const& messages) {
                    std::string values;
                    for (json const& message : messages) {
                        for (auto const& [key, value] : message.items()) values += value.dump() + "\n";
                    }
                    return values;
                };
                std::string const values = all_values(masked.messages);
                std::string const open_values = all_values(open.messages);
                for (std::string const& secret : secrets) {
                    r.require(open_values.find(secret) != std::string::npos, "the secret " + secret + " is lost even with --show-secrets");
                    r.require(values.find(secret) == std::string::npos, "the secret " + secret + " is shown");
                    r.require(values.find(hex_of(secret)) == std::string::npos, "the secret " + secret + " is shown as hex");
                }
                for (std::size_t m = 0; m < std::min(masked.messages.size(), open.messages.size()); ++m) {
                    json const& a = masked.messages[m];
                    json const& b = open.messages[m];
                    for (auto const& [key, value] : b.items()) {
                        if (key == "reply.hex" && !a.contains(key)) {
                            r.require(a.value("reply.masked", false), "reply.hex is missing without reply.masked");
                            continue;
                        }
                        r.require(a.contains(key), key + " is missing without --show-secrets");
                    }
                    for (auto const& [key, value] : a.items()) {
                        if (key == "reply.masked") continue;
                        std::string const shown = value.dump();
                        bool const same = b.contains(key) && b.at(key) == value;
                        r.require(same || shown.find("******") != std::string::npos || shown.find("2a2a2a2a") != std::string::npos,
                                  key + " changed without being masked");
                    }
                }
                report(r, masked);
            }
        }
    }
    REQUIRE(count == with_secrets);
}

}  // namespace

TEST_CASE("jointech: no password of a sample appears without being asked for", "[corpus]") {
    check_file("jointech-samples.jsonl", 22);
}

TEST_CASE("bofan: no password of a sample appears without being asked for", "[corpus]") {
    check_file("bofan-samples.jsonl", 1);
}

TEST_CASE("jt808: no token of a sample appears without being asked for", "[corpus]") {
    check_file("jt808-samples.jsonl", 3);
}

TEST_CASE("jointech: an attempt with a wrong password is masked even if it is 000000", "[corpus]") {
    static set samples("jointech-samples.jsonl");
    std::size_t count = 0;
    for (std::size_t i = 0; i < samples.samples().size(); ++i) {
        json const& expect = samples.samples()[i].at("expect");
        if (expect.value("lock_event", json::object()).value("password", "") != "000000") continue;
        ++count;
        std::vector<json> const& messages = samples.decoded(i, {}).messages;
        REQUIRE(messages.size() == 1);
        CHECK(messages[0].value("unlock.password", "") == "******");
    }
    REQUIRE(count == 10);
}
