// After the window's language has changed: what C++ says in words is asked for again. (QML's own words follow by themselves.)
#pragma once

namespace deepwell {

class Program;

void tellAgain(Program& program);

}  // namespace deepwell
