// An engine that thinks and answers from a script, at a reader's pace: the window without a model (--fake-engine).
#pragma once

#include "app/bridge/engine_loader.h"

namespace deepwell {

// "pocket" and every path that exists load. The answer shows every kind of block; words of the question change it:
//   "fail": an error, "long": thoughts of some 20,000 words, "short": one line, "math" and "code": much of that, "fast": without pauses.
// GPU 0 works, GPU 1 runs out of memory, GPU 2 cannot be used. `pace`: milliseconds between pieces of text.
std::unique_ptr<EngineLoader> makeScriptedLoader(int pace = 25);

}  // namespace deepwell
