// States of the window, to be looked at: each says how it is reached.
#pragma once

#include <vector>

#include "tests/app/model_tree.h"
#include "tests/app/played_helper.h"
#include "tests/app/window_fixture.h"

namespace deepwell {

struct PictureForm {
  QSize size;        // of the window, in pixels before scaling
  QString language;  // as Preferences has it
  int font_size = Preferences::kDefaultFontSize;
  bool narrow() const { return size.width() < 700; }
};

// A computer for one picture: a home, a helper that is played, and the window on them.
class Stage {
 public:
  explicit Stage(const PictureForm& form);

  TemporaryHome& home() { return home_; }
  PlayedHelper& helper() { return helper_; }
  QString data() const { return home_.path(QStringLiteral("data")); }
  Window& window() { return *window_; }

  // Opens the window on what was put into data() before; its model is a large one, or with `pocket` the small one.
  Window& open(bool first_run = false, Services services = {}, bool pocket = false);
  void close() { window_.reset(); }
  void sidebar();  // where it is a drawer
  void ask(const QString& question, const std::string& thoughts, const std::string& answer);
  void library(const char* tab = nullptr);
  void settings(const char* page);
  void run(const char* command);  // of the window
  void setDevices(bool gpu);
  void hover(const char* name);
  void writeModels();  // into the models folder and those of other programs
  void load(const QString& path);

  // Complains on stderr if something that a state needs does not come.
  void need(bool happened, const char* what);
  void click(const char* name, Qt::MouseButton button = Qt::LeftButton) { need(window_->click(name, button), name); }
  void clickIn(const char* item, const char* name);  // what is inside of the item
  void menu(const char* row) { click(row, Qt::RightButton); }
  bool complete() const { return complete_; }

 private:
  TemporaryHome home_;
  PictureForm form_;
  PlayedHelper helper_;
  std::unique_ptr<Window> window_;
  bool complete_ = true;
};

struct PictureState {
  const char* name;
  void (*make)(Stage&);
};

std::vector<PictureState> frameStates();
std::vector<PictureState> chatStates();
std::vector<PictureState> composerStates();
std::vector<PictureState> listStates();
std::vector<PictureState> libraryStates();
std::vector<PictureState> hubStates();
std::vector<PictureState> firstHourStates();

}  // namespace deepwell
