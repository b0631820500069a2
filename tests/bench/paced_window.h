// The real window, drawn by the software renderer without a display, on an engine that writes what it is told at a pace; and
// long texts for it to write.
#pragma once

#include <QTemporaryDir>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/bridge/engine_loader.h"
#include "app/program.h"

namespace deepwell {

// What the engine answers. A token is about four characters.
struct Pace {
  std::string text;
  std::string reasoning;
  double tokens_per_second = 200;
};

class PacedWindow {
 public:
  explicit PacedWindow(const QTemporaryDir& dir);  // shows a new chat, its model loaded

  Workspace& workspace() { return program_.workspace(); }
  Conversation& chat() { return *workspace().current(); }
  QQuickWindow& window() { return *window_; }
  void setPace(Pace pace) { *pace_ = std::move(pace); }  // of answers that begin from now on

  // Runs the event loop until `done`, for so many milliseconds at the most.
  static bool wait(const std::function<bool()>& done, int ms);

 private:
  std::shared_ptr<Pace> pace_;
  Program program_;
  QQuickWindow* window_ = nullptr;
};

// At least so many bytes, the same for the same seed.
std::string benchWords(size_t bytes, unsigned seed = 1);
std::string benchMarkdown(size_t bytes, unsigned seed = 1);  // headings, paragraphs, lists, code, tables
std::string benchLine(size_t bytes);                         // without a space
std::string benchTable(int rows);

// A chat in the history of the data folder with these answers; 0: it could not be written.
qlonglong storeChat(const QTemporaryDir& dir, const std::vector<std::string>& answers);

}  // namespace deepwell
