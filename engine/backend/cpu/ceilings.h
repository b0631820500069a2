// What this machine does at most, measured with the loops of kernels/cpu/ceiling.
#pragma once

#include "engine/backend/step_profile.h"
#include "engine/base/result.h"
#include "engine/base/thread_pool.h"
#include "kernels/cpu/isa.h"

namespace deepwell::cpu {

// With all threads of the pool; the best of several passes, as noise only ever makes one slower. Reads 1 GiB in each.
Result<MachineCeilings> measureCeilings(ThreadPool& pool, Isa isa);

}  // namespace deepwell::cpu
