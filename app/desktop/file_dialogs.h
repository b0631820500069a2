// The desktop's own file dialogs, with its bookmarks, recent files and previews: another program of the session shows them
// (xdg-desktop-portal, https://flatpak.github.io/xdg-desktop-portal), outside of the sandbox, and says what was chosen.
#pragma once

class QQuickWindow;

namespace deepwell {

// Makes Qt ask the portal for dialogs of files where the session has one; without, Qt draws plain ones of its own in the window. To be
// called before QGuiApplication is made, and left out by QT_QPA_PLATFORMTHEME, which is a person's choice. A portal that does
// not answer within a second is left alone.
void useDesktopsFileDialogs();

// Qt's own dialogs paint the bar with the path white in every palette (6.4): in a dark one its words could not be read. To be called
// once a window.
void colourQtsFileDialogs(QQuickWindow& window);

}  // namespace deepwell
