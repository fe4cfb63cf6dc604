// SPDX-License-Identifier: MIT

/// trackwire-listen from end to end: frames over both transports in pieces, the records, the answers, the limits.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "examples/support/peer_table.hpp"
#include "support/catch.hpp"
#include "support/program.hpp"

namespace {

using nlohmann::json;

std::string raw(const std::string& hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    return bytes;
}
/// JT701D Protocol Manual V1.4, position data example; its answer is (P69,0,86).
const std::string position =
    raw("2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0f0f0f0f0f"
        "0f000001cc0156");
const std::string answer = "(P69,0,86)";

/// A running trackwire-listen on a free port of the loopback interface.
class listener {
public:
    /// `limit`: called in the new process. `records`: what the file holds already.
    explicit listener(std::vector<std::string> more = {}, void (*limit)() = nullptr, const std::string& records = {})
        : file_(test::write_scratch("records.ndjson", records)), limit_(limit) {
        if (std::find(more.begin(), more.end(), "--output") == more.end()) {
            more.insert(more.end(), {"--output", file_.string()});
        }
        start(more);
    }
    ~listener() {
        if (pid_ > 0) stop();
        ::close(err_);
        test::fs::remove(file_);
    }
    listener(const listener&) = delete;
    listener& operator=(const listener&) = delete;

    /// Sends a signal; the exit status, or 128 and the signal.
    int stop(int signal = SIGTERM) {
        ::kill(pid_, signal);
        return wait();
    }
    int wait() {
        int raw_status = 0;
        rusage used{};
        ::wait4(pid_, &raw_status, 0, &used);
        milliseconds_ = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
                        (used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
        pid_ = 0;
        return WIFEXITED(raw_status) ? WEXITSTATUS(raw_status) : 128 + WTERMSIG(raw_status);
    }
    /// Processor time of the process that has ended.
    [[nodiscard]] long milliseconds() const { return milliseconds_; }
    [[nodiscard]] pid_t pid() const { return pid_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::string text() const { return test::read_file(file_); }
    [[nodiscard]] std::vector<json> records() const {
        const std::string text = test::read_file(file_);
        std::vector<json> all;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t stop = text.find('\n', at);
            REQUIRE(stop != std::string::npos);
            all.push_back(json::parse(text.substr(at, stop - at)));
            at = stop + 1;
        }
        return all;
    }
    /// The next line on standard error.
    [[nodiscard]] std::string complaint() const {
        std::string said;
        pollfd ready{err_, POLLIN, 0};
        char c = 0;
        while (::poll(&ready, 1, 10000) > 0 && ::read(err_, &c, 1) == 1 && c != '\n') said += c;
        return said;
    }
    [[nodiscard]] sockaddr_in address() const {
        sockaddr_in where{};
        where.sin_family = AF_INET;
        where.sin_port = htons(port_);
        where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return where;
    }

private:
    void start(const std::vector<std::string>& more) {
        std::vector<std::string> words{test::program("listen").string(), "--port", "0"};
        if (std::find(more.begin(), more.end(), "--address") == more.end()) {
            words.insert(words.end(), {"--address", "127.0.0.1"});
        }
        words.insert(words.end(), more.begin(), more.end());
        std::vector<char*> arguments;
        for (std::string& word : words) arguments.push_back(word.data());
        arguments.push_back(nullptr);
        int ends[2];
        REQUIRE(::pipe(ends) == 0);
        pid_ = ::fork();
        REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            ::dup2(ends[1], STDERR_FILENO);
            ::close_range(STDERR_FILENO + 1, ~0U, 0);  // what whoever runs the tests has open is not the listener's
            if (limit_ != nullptr) limit_();
            ::execv(arguments[0], arguments.data());
            ::_exit(127);
        }
        ::close(ends[1]);
        err_ = ends[0];
        std::string said;
        char c = 0;
        while (::read(err_, &c, 1) == 1 && c != '\n') said += c;
        const std::size_t at = said.rfind("port ");
        INFO(said);
        REQUIRE(at != std::string::npos);
        port_ = static_cast<std::uint16_t>(std::stoi(said.substr(at + 5)));
        REQUIRE(port_ != 0);
    }

    test::fs::path file_;
    void (*limit_)();
    pid_t pid_ = 0;
    long milliseconds_ = 0;
    int err_ = -1;
    std::uint16_t port_ = 0;
};

/// A device: a socket that is connected to the listener.
class device {
public:
    device(const listener& to, int type) : socket_(::socket(AF_INET, type, 0)) {
        const sockaddr_in where = to.address();
        REQUIRE(::connect(socket_, reinterpret_cast<const sockaddr*>(&where), sizeof where) == 0);
    }
    ~device() { ::close(socket_); }
    device(const device&) = delete;
    device& operator=(const device&) = delete;

    void send(const std::string& bytes) const {
        REQUIRE(::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size()));
    }
    /// In pieces of `size` bytes, each on its own way.
    void send_in_pieces(const std::string& bytes, std::size_t size) const {
        for (std::size_t at = 0; at < bytes.size(); at += size) {
            send(bytes.substr(at, size));
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
    /// How many bytes of the same frame are taken before nobody takes more for a while.
    [[nodiscard]] std::size_t send_until_full(const std::string& bytes) const {
        std::size_t sent = 0;
        pollfd ready{socket_, POLLOUT, 0};
        while (::poll(&ready, 1, 500) > 0 && (ready.revents & (POLLERR | POLLHUP)) == 0) {
            const std::string rest = bytes.substr(sent % bytes.size());
            const ssize_t n = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (n < 0) break;
            sent += static_cast<std::size_t>(n);
        }
        return sent;
    }
    void end_sending() const { ::shutdown(socket_, SHUT_WR); }
    /// At least `size` bytes, or what came until nothing more did.
    [[nodiscard]] std::string receive(std::size_t size, int milliseconds = 10000) const {
        std::string got;
        pollfd ready{socket_, POLLIN, 0};
        while (got.size() < size && ::poll(&ready, 1, milliseconds) > 0) {
            char bytes[4096];
            const ssize_t n = ::recv(socket_, bytes, sizeof bytes, 0);
            if (n <= 0) break;
            got.append(bytes, static_cast<std::size_t>(n));
        }
        return got;
    }
    /// Whether the other side closes the connection.
    [[nodiscard]] bool is_closed(int milliseconds = 10000) const {
        pollfd ready{socket_, POLLIN, 0};
        char byte = 0;
        return ::poll(&ready, 1, milliseconds) > 0 && ::recv(socket_, &byte, 1, 0) <= 0;
    }

private:
    int socket_;
};

TEST_CASE("TCP in pieces: every frame is recorded before it is answered, in order") {
    listener server;
    const device one(server, SOCK_STREAM);
    one.send_in_pieces(position + "\r\n" + position, 5);
    CHECK(one.receive(2 * answer.size()) == answer + answer);
    const std::vector<json> records = server.records();  // there already, because the answers are
    REQUIRE(records.size() == 2);
    CHECK(records[0].at("message") == "position");
    CHECK(records[0].at("reply.text") == answer);
    CHECK(records[0].at("offset") == 0);
    CHECK(records[1].at("offset") == position.size() + 2);
    CHECK(records[0].at("flow").get<std::string>().find("tcp 127.0.0.1:") == 0);
}

struct family_row {
    std::string name, hex, message, reply_hex;
};
std::string hex_of(const std::string& bytes) {
    std::string text;
    for (const char c : bytes) text += fmt::format("{:02x}", static_cast<unsigned char>(c));
    return text;
}
/// Samples of tests/data with the answer that they are to have.
const family_row families[] = {
    {"$ long frame: d19-manual-position",
     "2480006200111911003418042116225922348310113550543f12980000002d060000000020e028109228661f000100000f0f0f0f0f0f0f0f"
     "000001cc0156",
     "position", hex_of("(P69,0,86)")},
    {"P45: p45-manual-rfid",
     hex_of("(8000620011,P45,170720,020614,22.56035,N,114.01640,E,A,36,270,1,1,0008627839,0,0,24,5)"), "event",
     hex_of("(P69,0,24)")},
    {"heartbeat text: hb-manual", hex_of("(8000620011,@JT)"), "heartbeat", ""},
    {"WLNET,5: wl-jt126-py",
     "28383035343230313937332c312c3136382c574c4e45542c352c322c3d15022508595325169288057327940900003d1502250859551021220"
     "6"
     "18730140644701011d4300000029",
     "slave_report", hex_of("(P69,0,115)")},
    {"U01: leg-u01-a",
     "28333330313231303030332c5530312c3034303831322c3138353330322c542c32322e3536343032352c4e2c3131332e3234323332392c452"
     "c"
     "352e32312c3135322c392c3332252c30303030303030303030303031312c31303133332c353137332c32322c3130302c3129",
     "position", hex_of("(S39)")},
    {"0x0200 of a padlock: j-co-pos",
     "7e02000042794203000005011f000000000204000a00488c44046be97d020a1c00000000220623155212d40164d502019d30011d310107f40"
     "1"
     "03f9020007fe04000004bdfd0a02dc0065067fbea31a955c7e",
     "position", "7e800100057942030000050001011f020000a47e"},
    {"0x5502: k-co-history-lock",
     "7e55028436740190311185091607200239270613212607536108630000170a000000014600005ded05e203000000000b010d0c06005b003e0"
     "0"
     "ab0a0302dc65100100a37e",
     "event", "7e4401000374019031118501550200507e"},
    {"0x0002 of JT/T 808: c-0002-2013", "7e000200000000001234560001737e", "heartbeat",
     "7e8001000500000012345600010001000200f67e"},
    {"0x0704 of 2019: g-2019-batch",
     "7e0704402d0100000866496077582164881d0001000028000000000000000701a00192091f2a4700160000000226050916422701040000258"
     "230"
     "010031010e507e",
     "position", "7e8001400501000008664960775821640001881d0704007f7e"},
    {"Bofan sentence: bofan-pt502-i71",
     "24504f532c363039342c3230353532332e3030302c412c313031332e363232332c4e2c30363732382e343234382c572c302e302c39392e332"
     "c"
     "3031313131322c2c2c412f30303030302c30303030302f302f32333839353030302f2f0d0a",
     "position", ""},
    {"PT3000: pt3000-1",
     "253335363933393031303031323039392c244750524d432c3132343934352e3735322c412c343433362e363234352c4e2c30313035342e343"
     "6"
     "33342c452c302e31312c3335382e35322c3036303430382c2c2c412c2b3339303030303030303030312c4e30323864",
     "position", ""},
};

TEST_CASE("all families on one port, over both transports, in pieces") {
    for (const int type : {SOCK_STREAM, SOCK_DGRAM}) {
        for (const family_row& r : families) {
            CAPTURE(r.name, type);
            listener server;
            const device one(server, type);
            const std::string frame = raw(r.hex);
            type == SOCK_STREAM ? one.send_in_pieces(frame, 7) : one.send(frame);
            CHECK(hex_of(one.receive(r.reply_hex.size() / 2, 2000)) == r.reply_hex);
            if (type == SOCK_STREAM) {
                one.end_sending();
                CHECK(one.is_closed());
            } else if (r.reply_hex.empty()) {
                one.send(position);  // its answer says that the record is there
                CHECK(one.receive(1) == answer);
            }
            CHECK(server.stop() == 0);
            const std::vector<json> records = server.records();
            REQUIRE(!records.empty());
            CHECK(records[0].at("message") == r.message);
        }
    }
}

TEST_CASE("a cut frame of each family on a connection of its own costs the others nothing") {
    listener server;
    std::vector<std::unique_ptr<device>> devices;
    for (const family_row& r : families) {
        devices.push_back(std::make_unique<device>(server, SOCK_STREAM));
        devices.back()->send(raw(r.hex).substr(0, 12));
    }
    for (std::size_t i = 0; i < devices.size(); ++i) devices[i]->send(raw(families[i].hex).substr(12));
    for (std::size_t i = 0; i < devices.size(); ++i) {
        CAPTURE(families[i].name);
        CHECK(hex_of(devices[i]->receive(families[i].reply_hex.size() / 2)) == families[i].reply_hex);
    }
}

TEST_CASE("a peer that takes no answers is read no further, and forgotten when its time is over") {
    listener server({"--idle", "2"});
    const device deaf(server, SOCK_STREAM);
    const std::size_t sent = deaf.send_until_full(position);
    CHECK(sent < 40'000'000);  // what the buffers of both ends hold, and the answers fill them
    const device other(server, SOCK_STREAM);
    other.send(position);
    CHECK(other.receive(1) == answer);
    std::this_thread::sleep_for(std::chrono::seconds(3));
    const std::string got = deaf.receive(sent);  // to the end
    CHECK(!got.empty());
    for (std::size_t at = 0; at + answer.size() <= got.size(); at += answer.size()) {
        if (got.compare(at, answer.size(), answer) != 0) { FAIL("an answer in pieces at " << at); }
    }
    CHECK(server.stop() == 0);
}

TEST_CASE("no descriptors left: it waits, and serves again when there are some") {
    listener server({}, [] {
        const rlimit few{16, 16};
        ::setrlimit(RLIMIT_NOFILE, &few);
    });
    std::vector<std::unique_ptr<device>> many;
    for (int i = 0; i < 30; ++i) many.push_back(std::make_unique<device>(server, SOCK_STREAM));
    std::this_thread::sleep_for(std::chrono::milliseconds(1500));
    many.clear();
    const device late(server, SOCK_STREAM);
    late.send(position);
    CHECK(late.receive(1) == answer);
    CHECK(server.stop() == 0);
    CHECK(server.milliseconds() < 1000);
}

TEST_CASE("a line is in the file whole or not at all, and its answer is sent only then") {
    listener server({}, [] {
        const rlimit small{1500, 1500};  // room for two lines and a half
        ::setrlimit(RLIMIT_FSIZE, &small);
    });
    const device one(server, SOCK_STREAM);
    std::size_t answered = 0;
    for (int i = 0; i < 4; ++i) {
        one.send(position);
        if (one.receive(answer.size()) == answer) ++answered;
        if (one.is_closed(0)) break;
    }
    CHECK(server.wait() == 2);
    CHECK(answered > 0);
    CHECK(answered < 4);
    CHECK(server.text().size() < 1500);
    CHECK(server.records().size() == answered);
}

TEST_CASE("a line that a loss of power has cut does not swallow the next") {
    listener server({}, nullptr, "{\"message\":\"posi");
    const device one(server, SOCK_STREAM);
    one.send(position);
    CHECK(one.receive(1) == answer);
    const std::string text = server.text();
    CHECK(text.find("{\"message\":\"posi\n{") == 0);
    CHECK(std::count(text.begin(), text.end(), '\n') == 2);
}

TEST_CASE("UDP: no answer is long enough to be worth a forged sender") {
    for (const family_row& r : families) {
        CAPTURE(r.name);
        CHECK(r.reply_hex.size() < 2 * r.hex.size());
    }
    listener server;
    const device one(server, SOCK_DGRAM);
    const std::string asked = "(8000620011,P22,2)";
    std::string many;
    for (int i = 0; i < 50; ++i) many += asked;
    one.send(many);
    CHECK(one.receive(2 * many.size(), 500).size() == many.size());  // (P22,DDMMYYhhmmss) is as long as the question
}

TEST_CASE("IPv6 and IPv4 on one socket, each under its own name") {
    const int probe = ::socket(AF_INET6, SOCK_STREAM, 0);
    sockaddr_in6 here{};
    here.sin6_family = AF_INET6;
    here.sin6_addr = in6addr_loopback;
    const bool has_ipv6 = probe >= 0 && ::bind(probe, reinterpret_cast<const sockaddr*>(&here), sizeof here) == 0;
    if (probe >= 0) ::close(probe);
    if (!has_ipv6) {
        WARN("no IPv6 here");
        return;
    }
    listener server({"--address", "::"});
    const device old(server, SOCK_STREAM);
    old.send(position);
    CHECK(old.receive(1) == answer);
    CHECK(server.records()[0].at("flow").get<std::string>().find("tcp 127.0.0.1:") == 0);
    here.sin6_port = htons(server.port());
    const int modern = ::socket(AF_INET6, SOCK_DGRAM, 0);
    REQUIRE(::connect(modern, reinterpret_cast<const sockaddr*>(&here), sizeof here) == 0);
    REQUIRE(::send(modern, position.data(), position.size(), 0) == static_cast<ssize_t>(position.size()));
    pollfd ready{modern, POLLIN, 0};
    CHECK(::poll(&ready, 1, 10000) == 1);
    ::close(modern);
    CHECK(server.records().at(1).at("flow").get<std::string>().find("udp [::1]:") == 0);
}

TEST_CASE("the table of peers is bounded, keeps whom it knows, and forgets the silent") {
    using table = support::peer_table<int, std::string>;
    using std::chrono::seconds;
    table::clock::time_point now{seconds(1000)};
    int made = 0;
    const auto make = [&made] { return std::to_string(++made); };
    table peers(2, seconds(10));
    CHECK(peers.find(1, make, now) == "1");
    CHECK(peers.find(2, make, now + seconds(5)) == "2");
    for (int stranger = 3; stranger < 1000; ++stranger) CHECK(peers.find(stranger, make, now + seconds(6)) != "1");
    CHECK(peers.size() == 2);
    made = 100;
    CHECK(peers.find(1, make, now + seconds(7)) == "1");
    CHECK(peers.find(2, make, now + seconds(16)) == "101");  // silent for too long: another one by now
    CHECK(peers.find(3, make, now + seconds(18)) == "102");  // in the place of 1
    CHECK(peers.find(3, make, now + seconds(19)) == "102");
    CHECK(peers.size() == 2);
}

TEST_CASE("UDP: a datagram is complete by itself, and answered to its sender") {
    listener server;
    const device one(server, SOCK_DGRAM);
    const device other(server, SOCK_DGRAM);
    one.send(position);
    CHECK(one.receive(1) == answer);
    other.send(position + position);
    CHECK(other.receive(2 * answer.size()) == answer + answer);
    one.send(position.substr(0, 40));
    one.send(position);
    CHECK(one.receive(1) == answer);
    const std::vector<json> records = server.records();
    REQUIRE(records.size() == 5);
    CHECK(records[3].at("message") == "incomplete");
    CHECK(records[0].at("flow") != records[1].at("flow"));
    CHECK(records[0].at("flow").get<std::string>().find("udp 127.0.0.1:") == 0);
}

TEST_CASE("another device on a connection is told once") {
    listener server;
    const device one(server, SOCK_STREAM);
    one.send(position + "(8130630001,@JT)" + position + "(8130630001,@JT)(P43,1,888888)");
    CHECK(one.receive(2 * answer.size()) == answer + answer);
    const std::string said = server.complaint();
    CHECK(said.find("trackwire-listen: tcp 127.0.0.1:") == 0);
    CHECK(said.find("another device on the same connection: 8130630001") != std::string::npos);
    one.end_sending();
    CHECK(one.is_closed());
    CHECK(server.stop() == 0);
    CHECK(server.complaint().empty());
}

TEST_CASE("many devices at a time, each with a connection of its own") {
    listener server;
    std::vector<std::unique_ptr<device>> devices;
    for (int i = 0; i < 20; ++i) devices.push_back(std::make_unique<device>(server, SOCK_STREAM));
    for (std::size_t at = 0; at < position.size(); at += 7) {
        for (const auto& d : devices) d->send(position.substr(at, 7));
    }
    for (const auto& d : devices) CHECK(d->receive(answer.size()) == answer);
    CHECK(server.records().size() == 20);
}

TEST_CASE("what is not recognised or fails its check is recorded and never answered") {
    listener server;
    // A JT/T 808 location with a wrong checksum, a stranger's request, an open command of somebody
    const std::string bad = raw("7e0002000001234567890100014a7e");
    const std::string rows[] = {"GET / HTTP/1.1\r\n\r\n", bad, "(P43,1,888888)", std::string(100, '\0')};
    for (const std::string& bytes : rows) {
        const device udp(server, SOCK_DGRAM);
        udp.send(bytes);
        CHECK(udp.receive(1, 100).empty());
        const device tcp(server, SOCK_STREAM);
        tcp.send(bytes);
        tcp.end_sending();
        CHECK(tcp.receive(1).empty());
        CHECK(tcp.is_closed());
    }
    const device tcp(server, SOCK_STREAM);
    tcp.send(bad + "garbage" + position);
    CHECK(tcp.receive(1) == answer);
    for (const json& m : server.records()) {
        CHECK(m.contains("reply.text") == (m.at("message") == "position"));
        CHECK_FALSE(m.contains("reply.hex"));
    }
}

TEST_CASE("a peer that closes gets its answers: what it sent by half is reported") {
    listener server;
    const device one(server, SOCK_STREAM);
    one.send(position + position.substr(0, 20));
    one.end_sending();
    CHECK(one.receive(100) == answer);
    const std::vector<json> records = server.records();
    REQUIRE(records.size() == 2);
    CHECK(records[1].at("message") == "incomplete");
    CHECK(records[1].at("offset") == position.size());
}

TEST_CASE("SIGTERM and SIGINT end it cleanly, with what is left recorded") {
    for (const int signal : {SIGTERM, SIGINT}) {
        listener server;
        const device one(server, SOCK_STREAM);
        one.send(position + position.substr(0, 20));
        CHECK(one.receive(1) == answer);
        CHECK(server.stop(signal) == 0);
        CHECK(one.is_closed());
        const std::vector<json> records = server.records();
        REQUIRE(records.size() == 2);
        CHECK(records[1].at("message") == "incomplete");
    }
}

TEST_CASE("option --sync: the same, from the disk") {
    listener server({"--sync"});
    const device one(server, SOCK_STREAM);
    one.send(position);
    CHECK(one.receive(1) == answer);
    CHECK(server.records().size() == 1);
}

TEST_CASE("limits: idle time, bytes without a message, number of connections") {
    SECTION("idle") {
        listener server({"--idle", "1"});
        const device one(server, SOCK_STREAM);
        one.send(position);
        CHECK(one.receive(1) == answer);
        CHECK(one.is_closed());
    }
    SECTION("bytes") {
        listener server({"--max-bytes", "10000"});
        const device one(server, SOCK_STREAM);
        for (int i = 0; i < 200; ++i) one.send(position);  // more than that, but good
        CHECK(one.receive(200 * answer.size()).size() == 200 * answer.size());
        one.send(std::string(10100, 'a'));
        CHECK(one.is_closed());
    }
    SECTION("peers") {
        listener server({"--max-peers", "2"});
        const device one(server, SOCK_STREAM);
        const auto two = std::make_unique<device>(server, SOCK_STREAM);
        one.send(position);
        two->send(position);
        CHECK(one.receive(1) == answer);
        CHECK(two->receive(1) == answer);
        const device three(server, SOCK_STREAM);
        CHECK(three.is_closed());
        const device first(server, SOCK_DGRAM);
        const device second(server, SOCK_DGRAM);
        const device third(server, SOCK_DGRAM);
        for (const device* d : {&first, &second, &third}) {  // too many sessions: answered all the same
            d->send(position);
            CHECK(d->receive(1) == answer);
        }
    }
}

TEST_CASE("a record that cannot be written is not answered, and ends the program with 2") {
    for (const int type : {SOCK_STREAM, SOCK_DGRAM}) {
        listener server({"--output", "/dev/full"});
        const device one(server, type);
        one.send(position);
        CHECK(one.receive(1, type == SOCK_STREAM ? 10000 : 100).empty());
        CHECK(server.wait() == 2);
    }
}

TEST_CASE("wrong usage: one line, status 2") {
    const std::vector<std::string> rows[] = {
        {"--no-such-option"},
        {"--port", "65536"},
        {"--address", "nowhere", "--port", "0"},
        {"--output", "/no/such/folder/file"},
        {"operand"},
    };
    for (const auto& arguments : rows) {
        const test::outcome end = test::run("listen", arguments);
        CHECK(end.status == 2);
        CHECK(end.out.empty());
        CHECK(end.err.find("trackwire-listen: ") == 0);
        CHECK(std::count(end.err.begin(), end.err.end(), '\n') == 1);
    }
    CHECK(test::run("listen", {"--help"}).status == 0);
    CHECK(test::run("listen", {"--version"}).out.find("trackwire-listen ") == 0);
}

}  // namespace
