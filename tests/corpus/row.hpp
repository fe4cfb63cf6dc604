// SPDX-License-Identifier: MIT
#pragma once

/// @file
/// One sample of the corpus as a row of a test: what it expects, what the decoder said, and what does not agree.
///
/// A mapping table (jointech_corpus_test.cpp and its siblings) says for every key of `expect` how it is checked. A key
/// without an entry is a problem of the row: nothing is skipped in silence.

#include <cmath>
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "support/catch.hpp"
#include "support/decode.hpp"
#include "support/samples.hpp"

namespace corpus {

using nlohmann::json;

/// All samples of a file, decoded in as few processes as possible.
class set {
public:
    explicit set(std::string const& file) : samples_(test::load_samples(file)) {}

    [[nodiscard]] std::vector<json> const& samples() const { return samples_; }

    /// What came out of sample `index`, with the arguments that its direction and transport ask for, and `more`.
    test::decoded const& decoded(std::size_t index, std::vector<std::string> const& more) {
        std::vector<std::string> const arguments = arguments_for(samples_[index], more);
        auto found = runs_.find(arguments);
        if (found == runs_.end()) {
            std::vector<std::string> lines;
            std::vector<std::size_t> owners;
            for (std::size_t i = 0; i < samples_.size(); ++i) {
                if (arguments_for(samples_[i], more) != arguments) continue;
                lines.push_back(samples_[i].at("hex").get<std::string>());
                owners.push_back(i);
            }
            std::vector<test::decoded> const results = test::decode_lines(lines, arguments);
            std::map<std::size_t, test::decoded> by_sample;
            for (std::size_t i = 0; i < owners.size(); ++i) by_sample[owners[i]] = results[i];
            found = runs_.emplace(arguments, std::move(by_sample)).first;
        }
        return found->second.at(index);
    }

private:
    /// SMS texts are decoded on request only. The direction is left to the decoder, except where record.md says that the
    /// shape cannot tell it: numbered texts with an id (WLNET, BASE, OTA and their like) and SMS commands.
    static std::vector<std::string> arguments_for(json const& sample, std::vector<std::string> more) {
        bool const sms = sample.at("transport") == "sms";
        bool const down = sample.at("direction") == "down";
        std::string const hex = sample.at("hex");
        bool const with_id = hex.size() >= 4 && hex.starts_with("28") && hex[2] == '3';  // "(" and a digit
        if (sms) more.insert(more.end(), {"--transport", "sms"});
        if (down && (sms || with_id)) more.insert(more.end(), {"--direction", "down"});
        return more;
    }

    std::vector<json> samples_;
    std::map<std::vector<std::string>, std::map<std::size_t, test::decoded>> runs_;
};

/// A text with what is wrong with a row. Collected, so that one run shows all of it.
class row {
public:
    row(json sample_, std::vector<json> messages_) : sample(std::move(sample_)), messages(std::move(messages_)) {
        expect = sample.at("expect");
        message = messages.empty() ? json::object() : messages.front();
    }

    json sample;
    json expect;                 ///< what this row (or this frame of it) has to say
    json message;                ///< what is compared: the first message, or the one of this frame
    std::vector<json> messages;  ///< all of the sample
    std::vector<std::string> problems;

    [[nodiscard]] std::string id() const { return sample.at("id"); }
    [[nodiscard]] std::string family() const {
        return sample.at("family").is_string() ? sample.at("family").get<std::string>() : std::string();
    }

    void problem(std::string const& text) { problems.push_back(text); }

    [[nodiscard]] bool has(std::string const& key) const { return message.contains(key); }

    void require(bool good, std::string const& text) {
        if (!good) problem(text);
    }

    /// `key` holds exactly `want`; null: it is absent.
    void is(std::string const& key, json const& want) {
        if (want.is_null()) return absent(key);
        if (!has(key)) return problem(key + " is absent, expected " + want.dump());
        if (message.at(key) != want) problem(key + " is " + message.at(key).dump() + ", expected " + want.dump());
    }

    void absent(std::string const& key) {
        if (has(key)) problem(key + " is " + message.at(key).dump() + ", expected to be absent");
    }

    /// A number within `tolerance`; null: absent.
    void near(std::string const& key, json const& want, double tolerance) {
        if (want.is_null()) return absent(key);
        if (!has(key)) return problem(key + " is absent, expected " + want.dump());
        json const& got = message.at(key);
        if (!got.is_number() || std::abs(got.get<double>() - want.get<double>()) > tolerance) {
            problem(key + " is " + got.dump() + ", expected " + want.dump());
        }
    }

    /// `key` is one of `wanted`.
    void one_of(std::string const& key, std::vector<json> const& wanted) {
        if (!has(key)) return problem(key + " is absent, expected one of " + json(wanted).dump());
        for (json const& want : wanted) {
            if (message.at(key) == want) return;
        }
        problem(key + " is " + message.at(key).dump() + ", expected one of " + json(wanted).dump());
    }

    /// The array `key` holds exactly `wanted`, in this order; none: absent.
    void list(std::string const& key, std::vector<std::string> const& wanted) {
        is(key, wanted.empty() ? json() : json(wanted));
    }

    /// The text of `want` stands in some value of the message: for facts whose key record.md leaves to the vendor.
    void visible(json const& want) {
        std::string const text = want.is_string() ? want.get<std::string>() : want.dump();
        for (auto const& [key, value] : message.items()) {
            std::string const shown = value.is_string() ? value.get<std::string>() : value.dump();
            if (shown.find(text) != std::string::npos) return;
        }
        problem("\"" + text + "\" stands in no value of the message");
    }

    /// The time `key` is `want`, which the corpus writes without milliseconds; null: absent.
    void time(std::string const& key, json const& want) {
        if (want.is_null()) return absent(key);
        std::string text = want;
        bool const utc = text.ends_with('Z');
        if (utc) text.pop_back();
        if (text.find('.') == std::string::npos) text += ".000";
        is(key, text + (utc ? "Z" : ""));
    }

    /// The reply is exactly `want`, as text if it is printable, else as hex; null: there is none.
    void reply(json const& want) {
        if (want.is_null()) {
            for (char const* key : {"reply.text", "reply.hex", "reply.masked"}) absent(key);
            return;
        }
        std::string const text = want;
        bool const hex = text.starts_with("7e") || text.starts_with("e7");
        is(hex ? "reply.hex" : "reply.text", text);
        absent(hex ? "reply.text" : "reply.hex");
    }
};

using check = std::function<void(row&, json const&)>;
using table = std::map<std::string, check>;

/// An entry of a table for a key that is not compared; the reason is for the reader.
inline check not_compared([[maybe_unused]] char const* reason) {
    return [](row&, json const&) {};
}

/// Runs the table over all keys of `r.expect`.
inline void compare(row& r, table const& checks) {
    for (auto const& [key, value] : r.expect.items()) {
        auto const found = checks.find(key);
        if (found == checks.end()) {
            r.problem("expect has the key " + key + ", for which there is no mapping");
        } else {
            found->second(r, value);
        }
    }
}

/// Fails the running section with all problems of the row.
inline void report(row const& r, test::decoded const& output) {
    std::string text;
    for (std::string const& problem : r.problems) text += "  " + problem + "\n";
    for (std::string const& violation : output.violations) text += "  format: " + violation + "\n";
    if (text.empty()) {
        SUCCEED();
        return;
    }
    std::string shown;
    for (std::string const& line : output.texts) shown += "  " + line.substr(0, 2000) + "\n";
    FAIL_CHECK(r.id() << " (" << r.sample.at("note").get<std::string>() << ")\n" << text << "decoded:\n" << shown);
}

/// A message that reports no bytes as bad.
inline bool is_good(json const& message) {
    std::string const kind = message.value("message", "");
    return kind != "malformed" && kind != "incomplete" && kind != "unrecognised" && kind != "ambiguous";
}

/// Speed over ground in km/h as the record writes it.
inline double kmh(double knots) { return std::round(knots * 1852.0) / 1000.0; }

}  // namespace corpus
