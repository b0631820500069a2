// What a file of code is called that comes from a fence's language.
#pragma once

#include <QString>

namespace deepwell {

struct CodeFileName {
  QString base;    // "Dockerfile"; empty: any name
  QString ending;  // "py", without a dot; empty: none
};

// `language`: what the model wrote at the fence, "C++", "language-python", "js {1,3}". Not known: "txt".
CodeFileName codeFileName(const QString& language);

}  // namespace deepwell
