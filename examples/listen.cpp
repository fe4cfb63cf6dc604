// SPDX-License-Identifier: MIT

/// @file
/// trackwire-listen: takes what trackers send over TCP and UDP, keeps each message as a JSON line, and answers once the
/// line is written. Everything about protocols is in the library.

#include <array>
#include <csignal>
#include <memory>
#include <set>
#include <string>

#include <fmt/format.h>
#include <asio.hpp>
#include <trackwire/trackwire.hpp>

#include "support/acceptor.hpp"
#include "support/command_line.hpp"
#include "support/datagrams.hpp"
#include "support/flow.hpp"
#include "support/limits.hpp"
#include "support/peer.hpp"
#include "support/peer_table.hpp"

namespace {

using asio::error_code;
using asio::ip::tcp;
using asio::ip::udp;
using support::harvest;
using trackwire::default_registry;

class connection;

/// What all peers share.
struct service {
    const trackwire::settings& conf;
    const support::limits& most;
    support::recorder& records;
    std::set<std::shared_ptr<connection>> connections{};
};

/// A TCP connection: reads, keeps, answers, and only then reads on, so nobody is read faster than he takes his answers.
class connection : public std::enable_shared_from_this<connection> {
public:
    connection(tcp::socket socket, std::string flow, service& home)
        : socket_(std::move(socket)), timer_(socket_.get_executor()), home_(home), peer_{std::move(flow)} {
        stream_.remember_in(peer_.memory.ref());
    }
    void read() {
        const auto self = shared_from_this();
        timer_.expires_after(home_.most.idle());
        timer_.async_wait([self](error_code cancelled) { cancelled ? void() : self->close(); });
        socket_.async_read_some(asio::buffer(input_),
                                [self](error_code failed, std::size_t n) { failed ? self->close() : self->decode(n); });
    }
    /// Reads no more; what was sent by half is reported.
    void close() {
        if (home_.connections.erase(shared_from_this()) == 0) return;  // closed already
        const harvest rest = peer_.take(home_.records, [&](auto&& sink) { stream_.finish(sink); });
        error_code ignored;
        (void)socket_.non_blocking(true, ignored);
        // Nothing goes between the answers that are on their way.
        if (answer_.empty()) (void)socket_.write_some(asio::buffer(rest.answer()), ignored);
        timer_.cancel();
        (void)socket_.shutdown(tcp::socket::shutdown_both, ignored);
        (void)socket_.close(ignored);
    }

private:
    void decode(std::size_t n) {
        const auto feed = [&](auto&& sink) { stream_.feed({input_.data(), n}, sink); };
        const harvest got = peer_.take(home_.records, feed);
        fruitless_ = got.good ? 0 : fruitless_ + n;
        if (fruitless_ > home_.most.bytes) return close();
        answer_ = got.answer();
        asio::async_write(socket_, asio::buffer(answer_), [self = shared_from_this()](error_code failed, std::size_t) {
            if (failed) return self->close();
            self->answer_.clear();
            self->read();
        });
    }

    tcp::socket socket_;
    asio::steady_timer timer_;
    service& home_;
    support::peer peer_;
    trackwire::stream<default_registry> stream_{home_.conf};
    std::array<std::uint8_t, 4096> input_{};
    std::string answer_;
    std::size_t fruitless_ = 0;  ///< bytes since the last good message
};

/// Both sockets on one port, until SIGTERM or SIGINT.
class server {
public:
    server(asio::io_context& context, const tcp::endpoint& here, service& home)
        : home_(home),
          tcp_(context, here, {*this}),
          here_(tcp_.here().address(), tcp_.here().port()),
          udp_(context, here_, {*this}),
          remotes_(home.most.peers, home.most.idle()),
          signals_(context, SIGINT, SIGTERM) {
        const std::string address = support::text_of(here_.address());
        home.records.complain(fmt::format("listening on {}, port {}", address, here_.port()));
        signals_.async_wait([this](error_code cancelled, int) { cancelled ? void() : stop(); });
        tcp_.accept();
        udp_.receive();
    }

private:
    struct self {
        server& it;
        void operator()(tcp::socket socket) const { it.welcome(std::move(socket)); }
        void operator()(const udp::endpoint& from, trackwire::bytes_view bytes) const { it.decode(from, bytes); }
    };

    void welcome(tcp::socket socket) {
        error_code gone;
        const std::string flow = support::flow_of("tcp", socket.remote_endpoint(gone), socket.local_endpoint(gone));
        if (gone || home_.connections.size() >= home_.most.peers) return;  // one too many is closed at once
        const auto one = std::make_shared<connection>(std::move(socket), flow, home_);
        home_.connections.insert(one);
        one->read();
    }
    void decode(const udp::endpoint& from, trackwire::bytes_view bytes) {
        // When there are too many: a datagram that carries its identity needs no session.
        support::peer& remote =
            remotes_.find(from, [&] { return support::peer{support::flow_of("udp", from, here_)}; });
        const harvest got = remote.take(home_.records, [&](auto&& sink) {
            trackwire::decode_datagram<default_registry>(bytes, remote.state, home_.conf, sink, remote.memory.ref());
        });
        for (const std::string& reply : got.replies) udp_.send(from, reply);
    }
    void stop() {
        tcp_.close();
        udp_.close();
        while (!home_.connections.empty()) (*home_.connections.begin())->close();
    }

    service& home_;
    support::acceptor<self> tcp_;
    udp::endpoint here_;
    support::datagrams<self> udp_;
    support::peer_table<udp::endpoint, support::peer> remotes_;
    asio::signal_set signals_;
};

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Keeps what GPS trackers and GPS locks send over TCP and UDP, and answers.", "trackwire-listen");
    std::string address = "0.0.0.0";
    std::uint16_t port = 8888;
    std::string file = "-";
    bool sync = false;
    support::limits most;
    trackwire::settings conf;
    trackwire::json_options json;
    app.add_option("--address", address, "Address to listen on; :: for IPv6 and IPv4")->capture_default_str();
    app.add_option("--port", port, "TCP and UDP port; 0: any free one")->capture_default_str();
    app.add_option("--output", file, "File to append to; standard output if absent or -");
    app.add_flag("--sync", sync, "Answer only when the record has reached the disk");
    most.declare(app);
    support::common_options(app, conf, json);
    if (const auto end = support::parse(app, argc, argv, [] {})) return *end;

    for (const int signal : {SIGPIPE, SIGXFSZ}) std::signal(signal, SIG_IGN);  // failed writes, not the end
    asio::io_context context;
    support::recorder records(app.get_name(), file, sync, json, [&] { context.stop(); });
    service home{conf, most, records};
    try {
        if (records.problem().empty()) {
            const server one(context, {asio::ip::make_address(address), port}, home);
            context.run();
        }
        if (records.problem().empty()) return 0;
        records.complain(fmt::format("records cannot be kept: {}", records.problem()));
    } catch (const std::exception& e) { records.complain(fmt::format("{}, port {}: {}", address, port, e.what())); }
    return support::unusable;
}
