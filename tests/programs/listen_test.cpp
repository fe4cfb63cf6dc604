// SPDX-License-Identifier: MIT

/// trackwire-listen from end to end: frames over both transports in pieces, the records, the answers, the limits.

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <nlohmann/json.hpp>

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
    explicit listener(std::vector<std::string> more = {}) : file_(test::write_scratch("records.ndjson", "")) {
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
        ::waitpid(pid_, &raw_status, 0);
        pid_ = 0;
        return WIFEXITED(raw_status) ? WEXITSTATUS(raw_status) : 128 + WTERMSIG(raw_status);
    }
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
        std::vector<std::string> words{test::program("listen").string(), "--address", "127.0.0.1", "--port", "0"};
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
    pid_t pid_ = 0;
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
