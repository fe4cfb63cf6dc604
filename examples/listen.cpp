// SPDX-License-Identifier: MIT

/// @file
/// trackwire-listen: takes what trackers send over TCP and UDP, keeps each message as a JSON line, and answers once the
/// line is written. Everything about protocols is in the library.

#include <array>
#include <chrono>
#include <csignal>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include <fmt/format.h>
#include <asio.hpp>
#include <trackwire/trackwire.hpp>

#include "support/command_line.hpp"
#include "support/recorder.hpp"

namespace {

using asio::ip::tcp;
using asio::ip::udp;
using std::chrono::seconds;
using std::chrono::steady_clock;
using support::harvest;
using support::recorder;
using trackwire::default_registry;
using trackwire::message;

struct options {
    std::string address = "0.0.0.0";
    std::uint16_t port = 8888;
    std::string file = "-";
    bool sync = false;
    std::size_t peers = 1000;
    unsigned idle = 600;
    std::size_t bytes = 65536;
    trackwire::settings conf;
    trackwire::json_options json;
};

void complain(std::string_view text) { fmt::print(stderr, "trackwire-listen: {}\n", text); }

/// "tcp 1.2.3.4:5>6.7.8.9:10"
template <class Endpoint>
std::string flow_of(std::string_view transport, const Endpoint& from, const Endpoint& to) {
    const auto text = [](const Endpoint& e) {
        const std::string address = e.address().to_string();
        return e.address().is_v6() ? fmt::format("[{}]:{}", address, e.port())
                                   : fmt::format("{}:{}", address, e.port());
    };
    return fmt::format("{} {}>{}", transport, text(from), text(to));
}

/// What all peers share.
struct household {
    const options& chosen;
    recorder& records;
    asio::io_context& context;

    /// Whether the lines are kept and may be answered. If not, nothing can be kept any more and the program ends.
    [[nodiscard]] bool keep(const harvest& h) const {
        if (records.keep(h)) return true;
        context.stop();
        return false;
    }
    /// Takes a message of a peer. The first change of device is told: a gateway does that, a lone tracker does not.
    void take(harvest& to, const message& m, const std::string& flow, bool& told) const {
        records.take(to, m, flow);
        if (!m.identity_changed || told) return;
        told = true;
        const auto id = m.fixed<24>(trackwire::attribute::device_id);
        complain(fmt::format("{}: another device on the same connection: {}", flow,
                             id.empty() ? "no id" : std::string_view(id)));
    }
};

/// A TCP connection.
class connection : public std::enable_shared_from_this<connection> {
public:
    using set = std::set<std::shared_ptr<connection>>;

    connection(tcp::socket socket, const household& home, set& all)
        : socket_(std::move(socket)),
          timer_(socket_.get_executor()),
          home_(home),
          all_(all),
          stream_(home.chosen.conf) {
        asio::error_code failed;
        flow_ = flow_of("tcp", socket_.remote_endpoint(failed), socket_.local_endpoint(failed));
        (void)socket_.non_blocking(true, failed);
        stream_.remember_in(memory_.ref());
    }

    void read() {
        timer_.expires_after(seconds(home_.chosen.idle));
        timer_.async_wait([self = shared_from_this()](asio::error_code cancelled) {
            if (!cancelled) self->close();
        });
        socket_.async_read_some(asio::buffer(input_),
                                [self = shared_from_this()](asio::error_code failed, std::size_t n) {
                                    failed ? self->close() : self->decode(n);
                                });
    }
    /// Reads no more; what was sent by half is reported.
    void close() {
        if (!open_) return;
        open_ = false;
        harvest rest;
        stream_.finish([&](const message& m) { home_.take(rest, m, flow_, told_); });
        asio::error_code ignored;
        if (home_.keep(rest)) {
            for (const std::string& reply : rest.replies) (void)socket_.write_some(asio::buffer(reply), ignored);
        }
        timer_.cancel();
        (void)socket_.shutdown(tcp::socket::shutdown_both, ignored);
        (void)socket_.close(ignored);
        all_.erase(shared_from_this());
    }

private:
    void decode(std::size_t n) {
        harvest got;
        stream_.feed({input_.data(), n}, [&](const message& m) { home_.take(got, m, flow_, told_); });
        fruitless_ = got.good ? 0 : fruitless_ + n;
        if (!home_.keep(got) || fruitless_ > home_.chosen.bytes) return close();
        output_.clear();
        for (const std::string& reply : got.replies) output_ += reply;
        asio::async_write(socket_, asio::buffer(output_),
                          [self = shared_from_this()](asio::error_code failed, std::size_t) {
                              failed ? self->close() : self->read();
                          });
    }

    tcp::socket socket_;
    asio::steady_timer timer_;
    const household& home_;
    set& all_;
    std::string flow_;
    trackwire::history<> memory_;
    trackwire::stream<default_registry> stream_;
    std::array<std::uint8_t, 4096> input_{};
    std::string output_;
    std::size_t fruitless_ = 0;  ///< bytes since the last good message
    bool open_ = true;
    bool told_ = false;  ///< that the device has changed
};

/// The UDP socket: a session for each remote address and port.
class datagrams {
public:
    datagrams(udp::socket socket, const household& home) : socket_(std::move(socket)), home_(home) {}

    void receive() {
        socket_.async_receive_from(asio::buffer(input_), from_, [this](asio::error_code failed, std::size_t n) {
            if (failed == asio::error::operation_aborted) return;
            if (!failed) decode(n);
            receive();
        });
    }
    void close() {
        asio::error_code ignored;
        (void)socket_.close(ignored);
    }

private:
    struct peer {
        trackwire::session state;
        trackwire::history<> memory;
        steady_clock::time_point seen;
        bool told = false;  ///< that the device has changed
    };

    void decode(std::size_t n) {
        asio::error_code failed;
        const std::string flow = flow_of("udp", from_, socket_.local_endpoint(failed));
        peer stranger;  // when there are too many: a datagram that carries its identity needs no session
        peer& known = find(stranger);
        harvest got;
        trackwire::decode_datagram<default_registry>(
            {input_.data(), n}, known.state, home_.chosen.conf,
            [&](const message& m) { home_.take(got, m, flow, known.told); }, known.memory.ref());
        if (!home_.keep(got)) return;
        for (const std::string& reply : got.replies) (void)socket_.send_to(asio::buffer(reply), from_, 0, failed);
    }
    peer& find(peer& stranger) {
        const auto now = steady_clock::now();
        const auto idle = seconds(home_.chosen.idle);
        if (!peers_.contains(from_) && peers_.size() >= home_.chosen.peers) {
            std::erase_if(peers_, [&](const auto& p) { return now - p.second.seen > idle; });
            if (peers_.size() >= home_.chosen.peers) return stranger;
        }
        peer& known = peers_[from_];
        if (now - known.seen > idle) known = {};
        known.seen = now;
        return known;
    }

    udp::socket socket_;
    const household& home_;
    udp::endpoint from_;
    std::array<std::uint8_t, 65536> input_{};
    std::map<udp::endpoint, peer> peers_;
};

/// Both sockets on one port, until SIGTERM or SIGINT.
class server {
public:
    explicit server(const household& home)
        : home_(home),
          acceptor_(home.context, tcp::endpoint(asio::ip::make_address(home.chosen.address), home.chosen.port)),
          datagrams_(udp::socket(home.context, udp::endpoint(acceptor_.local_endpoint().address(),
                                                             acceptor_.local_endpoint().port())),
                     home),
          pause_(home.context),
          signals_(home.context, SIGINT, SIGTERM) {
        complain(fmt::format("listening on {}, port {}", home.chosen.address, acceptor_.local_endpoint().port()));
        signals_.async_wait([this](asio::error_code cancelled, int) {
            if (!cancelled) stop();
        });
        datagrams_.receive();
        accept();
    }

private:
    void accept() {
        acceptor_.async_accept([this](asio::error_code failed, tcp::socket socket) {
            if (!acceptor_.is_open()) return;
            if (!failed && all_.size() < home_.chosen.peers) {  // one too many is closed at once
                const auto one = std::make_shared<connection>(std::move(socket), home_, all_);
                all_.insert(one);
                one->read();
            }
            if (!failed) return accept();
            pause_.expires_after(seconds(1));  // no descriptors left
            pause_.async_wait([this](asio::error_code cancelled) {
                if (!cancelled) accept();
            });
        });
    }
    void stop() {
        asio::error_code ignored;
        (void)acceptor_.close(ignored);
        datagrams_.close();
        pause_.cancel();
        while (!all_.empty()) (*all_.begin())->close();
    }

    const household& home_;
    tcp::acceptor acceptor_;
    datagrams datagrams_;
    asio::steady_timer pause_;
    asio::signal_set signals_;
    connection::set all_;
};

void declare(CLI::App& app, options& chosen) {
    app.add_option("--address", chosen.address, "Address to listen on")->capture_default_str();
    app.add_option("--port", chosen.port, "TCP and UDP port; 0: any free one")->capture_default_str();
    app.add_option("--output", chosen.file, "File to append to; standard output if absent or -");
    app.add_flag("--sync", chosen.sync, "Answer only when the record has reached the disk");
    app.add_option("--max-peers", chosen.peers, "TCP connections, and UDP sessions, at a time")->capture_default_str();
    app.add_option("--idle", chosen.idle, "Seconds of silence after which a peer is forgotten")->capture_default_str();
    app.add_option("--max-bytes", chosen.bytes, "A connection is closed after so many bytes without a good message")
        ->capture_default_str();
    support::common_options(app, chosen.conf, chosen.json);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Keeps what GPS trackers and GPS locks send over TCP and UDP, and answers.", "trackwire-listen");
    options chosen;
    declare(app, chosen);
    if (const auto end = support::parse(app, argc, argv, [] {})) return *end;
    std::signal(SIGPIPE, SIG_IGN);
    recorder records(chosen.file, chosen.sync, chosen.json);
    try {
        asio::io_context context;
        if (records.problem().empty()) {
            const household home{chosen, records, context};
            server one(home);
            context.run();
        }
    } catch (const std::exception& e) {
        complain(fmt::format("{}, port {}: {}", chosen.address, chosen.port, e.what()));
        return support::unusable;
    }
    if (records.problem().empty()) return 0;
    complain(fmt::format("records cannot be kept: {}", records.problem()));
    return support::unusable;
}
