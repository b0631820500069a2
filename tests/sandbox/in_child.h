// Runs something in a forked process: what a filter takes away never comes back.
#pragma once

#include <functional>
#include <string>

namespace deepwell::test {

// What `work` returned there; "ended by signal N" if it did not get that far.
std::string inChild(const std::function<std::string()>& work);

}  // namespace deepwell::test
