// SPDX-License-Identifier: MIT
#include <trackwire/core/command.hpp>

#include <string>
#include <string_view>

#include "support/catch.hpp"

using namespace trackwire;

namespace {

std::string spelled(const error_info& why, const maybe<parameter_info>& about) {
    char text[120];
    char_output out(text, sizeof text);
    write_refusal(why, about, out);
    return {text, out.size()};
}

constexpr bool is_lower(std::uint8_t c) noexcept { return c >= 'a' && c <= 'z'; }
constexpr std::uint8_t wire[] = {'a', 'b', 'c'};

static_assert(text_view("abc") == text_view(bytes_view(wire)));
static_assert(!(text_view("abd") == text_view(bytes_view(wire))));
static_assert(text_view("abc").sub(1) == "bc");
static_assert(text_view(bytes_view(wire)).sub(1, 1) == "b");
static_assert(text_view("abc").sub(5).empty());
static_assert(check_range("n", 5, {5, 6}).code == error_code::none);
static_assert(check_range("n", 7, {5, 6}).code == error_code::out_of_range);
static_assert(check_range("n", 4, {5, 6}).code == error_code::out_of_range);
static_assert(check_text("t", "aB", {1, 2}, is_lower).offset == 1);

}  // namespace

TEST_CASE("commands: a text is a literal, a string, a name or bytes", "[core][command]") {
    const std::string string = "abc";
    const std::string_view view = "abc";
    CHECK(text_view(string) == "abc");
    CHECK(text_view(view) == "abc");
    CHECK(text_view(name("abc")) == "abc");
    CHECK(text_view(bytes_view(wire)) == "abc");
    CHECK(text_view() == "");
    CHECK(text_view(bytes_view()).sub(0).empty());
}

TEST_CASE("commands: a refusal names the parameter and what it may be", "[core][command]") {
    const error_info range_error{error_code::out_of_range, "upload_s"};
    const parameter_info number{"upload_s", {5, 3600}, {}};
    CHECK(spelled(range_error, number) == "upload_s: out of range, 5 to 3600");
    const parameter_info words{"upload_s", {0, 500}, "0 or 63 to 500"};
    CHECK(spelled(range_error, words) == "upload_s: out of range, 0 or 63 to 500");
    const parameter_info text{"upload_s", {6, 6}, {}, true};
    CHECK(spelled(range_error, text) == "upload_s: out of range, 6 characters");
    CHECK(spelled({error_code::bad_character, "upload_s", 3}, text) == "upload_s: character not allowed");
    CHECK(spelled(range_error, {}) == "upload_s: out of range");
}
