// refused: (will be destroyed at the end of the full-expression|dangling)
// by: clang
#include <trackwire/core/bytes.hpp>

#include <vector>

inline std::vector<std::uint8_t> read_datagram() { return {0x7E, 0x7E}; }

inline std::size_t length() {
#ifdef MUST_NOT_COMPILE
    const trackwire::bytes_view datagram = read_datagram();
#else
    const std::vector<std::uint8_t> kept = read_datagram();
    const trackwire::bytes_view datagram = kept;
#endif
    return datagram.size();
}
