// refused: (will be destroyed at the end of the full-expression|dangling)
// by: clang
#include <trackwire/core/history.hpp>

inline unsigned remembered() {
#ifdef MUST_NOT_COMPILE
    const trackwire::history_ref memory = trackwire::history<>().ref();
#else
    trackwire::history<> kept;
    const trackwire::history_ref memory = kept.ref();
#endif
    return memory.size();
}
