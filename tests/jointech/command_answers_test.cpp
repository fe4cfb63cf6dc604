// SPDX-License-Identifier: MIT
#include <trackwire/jointech/commands.hpp>

#include <functional>
#include <map>
#include <set>
#include <string>

#include <trackwire/trackwire.hpp>

#include "support/catch.hpp"
#include "support/rows.hpp"
#include "support/samples.hpp"

using namespace trackwire;
using namespace trackwire::jointech;

namespace {

constexpr text_view lock = "8130630001";

/// The same bytes as a view; a constant expression cannot cast.
template <std::size_t N>
struct wire {
    std::uint8_t bytes[N - 1] = {};
    constexpr explicit wire(const char (&text)[N]) {
        for (std::size_t i = 0; i + 1 < N; ++i) { bytes[i] = static_cast<std::uint8_t>(text[i]); }
    }
    [[nodiscard]] constexpr bytes_view view() const { return bytes; }
};
static_assert([] {
    const wire frame("(8130630001,P43,0,3)");
    const auto got = p43_unlock::answer::decode(frame.view());
    return got && !got->unlocked && got->wrong_attempts == 3 && got->device_id == lock;
}());

/// Says how a frame reads as `Answer`: "" if it is `expected`, byte by byte when written again.
template <class Answer>
std::function<std::string(bytes_view)> reads(const Answer& expected, bool canonical = true) {
    return [=](bytes_view frame) -> std::string {
        const result<Answer> got = Answer::decode(frame);
        if (!got) { return std::string(got.error().field) + ": " + std::string(to_text(got.error().code)); }
        if (!(*got == expected)) { return "other values"; }
        std::uint8_t out[1024];
        const result<std::size_t> n = got->encode(out, sizeof out);
        return n && (!canonical || bytes_view(out, *n) == frame) ? "" : "written differently";
    };
}

constexpr std::uint32_t added_cards[] = {2124750, 2153582, 15451297, 6734739, 6688921, 7742247, 8104563,
                                         8104852, 8153513, 6033341,  31,      32,      33,      34,
                                         35,      36,      37,       38,      39,      40};
constexpr std::uint32_t learned_cards[] = {8932328, 8933493};
/// 114 degrees and so many 1e-4 minutes, 22 degrees and so many.
constexpr fence_node corner(int lon_e4, int lat_e4) { return {114 * 600000 + lon_e4, 22 * 600000 + lat_e4}; }
constexpr fence_node corners[] = {corner(6230, 336325),  corner(7988, 337466),  corner(9575, 337686),
                                  corner(10304, 336775), corner(10434, 335696), corner(10221, 334972),
                                  corner(7991, 334543),  corner(6833, 334570),  corner(6618, 334688)};

constexpr alarm_channel gprs = alarm_channel::gprs;

/// Every command answer of the corpus, by id; the values are those of the sample's text, in jointech.md's terms.
const std::map<std::string, std::function<std::string(bytes_view)>> answers{
    {"resp-p01", reads(p01_answer{.device_id = lock,
                                  .firmware = "JT701D_20210311_China_Jointech_SIM7600X_LoRa_PCBV2.3_R1.2.7",
                                  .battery_percent = 41})},
    {"resp-p14", reads(p14_query::answer{.device_id = lock, .text = "869999040159249"})},
    {"resp-p68-imsi", reads(p68_answer{.device_id = lock, .which = 1, .digits = "460046236100038"})},
    {"resp-p68-ccid", reads(p68_answer{.device_id = lock, .which = 2, .digits = "89860442191970250038"})},
    {"resp-p06-main", reads(p06_answer{.device_id = lock,
                                       .host = "198.51.100.222",
                                       .port = 10001,
                                       .apn = "internet",
                                       .user = "user",
                                       .password = "pass",
                                       .second = false})},
    {"resp-p06-second", reads(p06_answer{.device_id = lock,
                                         .host = "jt701.locks.example.com",
                                         .port = 10001,
                                         .apn = "CMNET",
                                         .user = "",
                                         .password = "",
                                         .second = true})},
    {"resp-p04", reads(p04_answer{.device_id = lock, .upload_s = 60, .wake_min = 30})},
    {"resp-p39", reads(p39_answer{.device_id = lock, .minutes = 5})},
    {"resp-p54", reads(p54_answer{.device_id = lock, .mode = 1, .on = false})},
    {"resp-p03", reads(p03_answer{.device_id = lock, .on = true, .battery_percent = 5})},
    {"resp-p37", reads(p37_answer{.device_id = lock, .threshold_mg = 126, .custom = "15"})},
    {"resp-p62", reads(p62_answer{.device_id = lock, .subject = p62_subject::mileage, .value = 999999})},
    {"resp-p22", reads(p22_set_time::answer{.device_id = lock, .on = true})},
    {"resp-p13", reads(p13_factory_reset::answer{.device_id = lock})},
    {"resp-p50", reads(p50_query::answer{.device_id = lock, .on = true})},
    {"resp-p63", reads(p63_query::answer{.device_id = lock, .on = true})},
    {"resp-p11", reads(p11_answer{.device_id = lock, .index = 1, .number = "+8600000000001"})},
    {"resp-p12", reads(p12_answer{
                     .device_id = lock, .vip_1 = true, .vip_2 = true, .vip_3 = false, .vip_4 = false, .vip_5 = false})},
    {"resp-p23", reads(p23_query::answer{.device_id = lock, .on = true})},
    {"resp-p70", reads(p70_query::answer{.device_id = lock, .on = true})},
    {"resp-p10", reads(p10_query::answer{.device_id = lock, .value = 480})},
    {"resp-p65", reads(p65_query::answer{.device_id = lock, .text = "HZBC12345"})},
    {"resp-p41-add", reads(p41_cards_answer{.device_id = lock, .group = 1, .cards = added_cards})},
    {"resp-p41-del", reads(p41_count_answer{.device_id = lock, .operation = 2, .left = 17})},
    {"resp-p41-clear", reads(p41_count_answer{.device_id = lock, .operation = 3, .left = 0})},
    {"resp-p42", reads(p42_learn_cards::answer{.device_id = lock, .on = true})},
    {"resp-p42-cards", reads(p42_cards_answer{.device_id = lock, .cards = learned_cards})},
    {"resp-p43", reads(p43_answer{.device_id = lock, .unlocked = true, .wrong_attempts = 0})},
    {"resp-p44", reads(p44_change_password::answer{.device_id = lock, .on = true})},
    {"resp-p44-query", reads(p44_password_answer{.device_id = lock, .password = "12#aAM"})},
    {"resp-p52-3", reads(p52_unlock_answer{.device_id = lock, .unlocked = true, .wrong_attempts = 0})},
    {"resp-p52-1", reads(p52_mode_answer{.device_id = lock, .on = true, .inside_fence_only = false})},
    {"resp-p52-0", reads(p52_password_answer{.device_id = lock, .constant = "000000", .password = "386531"})},
    {"resp-p52-0-off", reads(p52_password_answer{.device_id = lock, .constant = "", .password = ""})},
    {"resp-p59",
     reads(p59_answer{
         .device_id = lock, .sms = true, .gprs = true, .rfid = true, .serial_port = true, .bluetooth = true})},
    {"resp-p15", reads(p15_restart::answer{.device_id = lock})},
    {"resp-p32", reads(p32_sleep::answer{.device_id = lock})},
    {"resp-p40", reads(p40_answer{.device_id = lock,
                                  .rope_cut = gprs,
                                  .illegal_card = gprs,
                                  .long_unlock = gprs,
                                  .wrong_passwords = gprs,
                                  .vibration = gprs,
                                  .enter_fence = gprs,
                                  .exit_fence = gprs,
                                  .low_battery = gprs,
                                  .back_cover = gprs,
                                  .motor_stuck = gprs,
                                  .custom = "0,0,0,0"})},
    {"resp-p61", reads(p61_query::answer{.device_id = lock, .value = 30})},
    {"resp-p38", reads(p38_query::answer{.device_id = lock, .value = 120})},
    {"resp-p24", reads(p24_answer{.device_id = lock, .fence_id = 10, .on = true, .fence_name = "area10"})},
    {"resp-p29", reads(p29_answer{.device_id = lock, .fence_id = 1, .total = 9, .page = 1, .nodes = corners}, false)},
    {"resp-p30", reads(p30_delete_fence::answer{.device_id = lock, .on = true})},
    {"resp-p31", reads(p31_finish_fences::answer{.device_id = lock})},
    {"resp-p58", reads(p58_query::answer{.device_id = lock, .on = true})},
    {"resp-p98-10", reads(p98_cache_answer{.device_id = lock, .left = 37})},
    {"resp-p98-10-del", reads(p98_cache_answer{.device_id = lock, .left = 0})},
    {"resp-p98-6", reads(p98_debug_answer{.device_id = lock, .output = p98_output::at_log})},
    {"resp-ota9", reads(ota9_answer{.device_id = lock,
                                    .serial = 1,
                                    .host = "198.51.100.214",
                                    .port = 10021,
                                    .user = "user1",
                                    .password = "Secret00",
                                    .file = "JT701_19.bin",
                                    .size = 101764,
                                    .sum = 9585478,
                                    .outcome = ota_result::accepted})},
    {"resp-wlnet8",
     reads(wlnet_unlock_answer{.master_id = "8055430364", .version = 1, .serial = 1, .slave_id = "E03B60000A"})},
    {"resp-c-wlnet1",
     reads(wlnet_slaves_answer{
         .master_id = "8055430364", .version = 1, .serial = 2, .parameters = "0,2,E03B60000A,E03B60000B"})},
    {"resp-c-p43-wrong", reads(p43_answer{.device_id = lock, .unlocked = false, .wrong_attempts = 3})},
    // Answers of 12-digit devices have no documented parameters (jointech.md 11.6).
    {"base6",
     reads(numbered_answer{
         .device_id = "770191203906", .version = 1, .serial = 1, .word = "BASE", .index = 6, .parameters = "5,30,5"})},
    {"base1",
     reads(numbered_answer{
         .device_id = "79100500005", .version = 1, .serial = 1, .word = "BASE", .index = 1, .parameters = ""})},
    {"elock3",
     reads(numbered_answer{
         .device_id = "740190311185", .version = 1, .serial = 1, .word = "ELOCK", .index = 3, .parameters = "529439"})},
};

}  // namespace

TEST_CASE("jointech answers: every command answer of the corpus is read", "[jointech][commands]") {
    std::set<std::string> seen;
    for (const auto& sample : test::load_samples("jointech-samples.jsonl")) {
        const std::string id = sample.at("id");
        const bool ours = sample.at("family") == "text" && (id.starts_with("resp-") || answers.count(id) > 0);
        if (!ours) { continue; }
        INFO(id);
        REQUIRE(answers.count(id) == 1);
        const test::hex_bytes<2048> frame(sample.at("hex").get<std::string>());
        CHECK(answers.at(id)(frame.view()).empty());
        seen.insert(id);
    }
    CHECK(seen.size() == answers.size());
}

TEST_CASE("jointech answers: what does not fit its documented shape says so, the text stays the caller's",
          "[jointech][commands]") {
    const auto error_of = [](const auto& got) {
        return std::string(got.error().field) + ": " + std::string(to_text(got.error().code)) + " at " +
               std::to_string(got.error().offset);
    };
    CHECK(error_of(p04_answer::decode(test::view("(8130630001,P04,60)"))) == "wake_min: too short at 18");
    CHECK(error_of(p04_answer::decode(test::view("(8130630001,P04,60,30,5)"))) ==
          "further parameter: unexpected byte at 22");
    CHECK(error_of(p04_answer::decode(test::view("(8130630001,P03,1,5)"))) == "command word: unexpected byte at 12");
    CHECK(error_of(p44_password_answer::decode(test::view("(8130630001,P44,1)"))) == "password: out of range at 16");
    CHECK(error_of(p98_cache_answer::decode(test::view("(8130630001,P98,10,0,37,1)"))) ==
          "command word: unexpected byte at 24");
    CHECK(error_of(p43_answer::decode(test::view("(813063000,P43,1,0)"))) == "device_id: out of range at 1");
    // An answer is not measured against the range of the command: a device may have been set up otherwise.
    CHECK(p04_answer::decode(test::view("(8130630001,P04,7200,2)"))->upload_s == 7200);
}

TEST_CASE("jointech answers: the list of slaves is every field of ten hexadecimal digits", "[jointech][commands]") {
    struct row {
        const char* frame;
        std::vector<std::string> slaves;
    };
    const row rows[] = {
        {"(8055430364,1,002,WLNET,1,0,2,E03B60000A,E03B60000B)", {"E03B60000A", "E03B60000B"}},
        {"(8055430364,1,002,WLNET,1,E03B60000A,E03B60000B)", {"E03B60000A", "E03B60000B"}},
        {"(8055430364,23,2,WLNET,1,1018100285)", {"1018100285"}},
        {"(8055430364,1,002,WLNET,1,0,0)", {}},
        {"(8055430364,1,002,WLNET,1)", {}},
    };
    for (const row& r : rows) {
        INFO(r.frame);
        const auto got = wlnet_query_slaves::answer::decode(test::view(r.frame));
        REQUIRE(got);
        std::vector<std::string> slaves;
        for (std::size_t i = 0; i < got->count(); ++i) {
            std::string s;
            for (std::size_t k = 0; k < got->slave(i).size(); ++k) { s += static_cast<char>(got->slave(i)[k]); }
            slaves.push_back(s);
        }
        CHECK(slaves == r.slaves);
    }
}

TEST_CASE("jointech answers: binding and unbinding are answered with the command", "[jointech][commands]") {
    const auto bound = wlnet_bind_slaves::answer::decode(
        test::view("(7500313609,1,001,WLNET,1,1,3,E0171A00DC,E0171A00F1,E0171A00A0)"));
    REQUIRE(bound);
    CHECK(bound->slaves.size() == 3);
    CHECK(bound->slaves[2] == "E0171A00A0");
    CHECK(wlnet_unbind_all::answer::decode(test::view("(7500313609,1,001,WLNET,1,1,0)")));
    CHECK_FALSE(wlnet_bind_slaves::decode(test::view("(7500313609,1,001,WLNET,1,1,0)")));
}

TEST_CASE("jointech answers: the library answers reports, it never orders anything", "[jointech][commands]") {
    std::size_t replies = 0;
    for (const auto& sample : test::load_samples("jointech-samples.jsonl")) {
        const test::hex_bytes<4096> wire(sample.at("hex").get<std::string>());
        session state;
        decode_datagram<default_registry>(wire.view(), state, settings{}, [&](const message& m) {
            std::uint8_t out[512];
            const result<std::size_t> n = m.reply.encode(out, sizeof out);
            REQUIRE(n);
            if (*n == 0 || out[0] != '(') { return; }
            const std::string text(out, out + *n);
            INFO(sample.at("id") << ": " << text);
            for (const char* order : {"(P43", "(P44", "(P52,3", "WLNET", "(P69,1"}) {
                CHECK(text.find(order) == std::string::npos);
            }
            ++replies;
        });
    }
    CHECK(replies > 50);
}
