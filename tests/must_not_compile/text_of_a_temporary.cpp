// refused: (will be destroyed at the end of the full-expression|dangling)
// by: clang
#include <trackwire/core/text.hpp>

inline trackwire::fixed_text<24> device() { return {}; }

inline bool is_known() {
#ifdef MUST_NOT_COMPILE
    const trackwire::name id = device().view();
#else
    const trackwire::fixed_text<24> kept = device();
    const trackwire::name id = kept.view();
#endif
    return !id.empty();
}
