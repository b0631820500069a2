import QtQml
import QtQuick
import Deepwell.Settings

// Where the window stands and how large it is: as it was left, within the screen that there is now.
Item {
    id: root

    required property Window window
    property rect normal   // what "restore" goes back to: as it was while the window was neither maximised nor full screen

    function restore(): void {
        const saved = Preferences.windowGeometry();
        if (saved.width >= window.minimumWidth && saved.height >= window.minimumHeight) {
            const wide = Screen.desktopAvailableWidth || saved.x + saved.width;
            const high = Screen.desktopAvailableHeight || saved.y + saved.height;
            window.width = Math.min(saved.width, wide);
            window.height = Math.min(saved.height, high);
            window.x = Math.max(0, Math.min(saved.x, wide - window.width));
            window.y = Math.max(0, Math.min(saved.y, high - window.height));
        } else if (Screen.height > 0) {
            window.height = Math.max(window.minimumHeight, Math.min(window.height, Screen.height - 72));  // with its frame, beside a panel
        }
        if (Preferences.windowMaximized()) window.showMaximized();
        else window.show();
    }
    function save(): void {
        note();
        Preferences.saveWindow(normal, window.visibility === Window.Maximized);
    }
    function note(): void {
        if (window.visibility === Window.Windowed) normal = Qt.rect(window.x, window.y, window.width, window.height);
    }

    Connections {
        target: root.window

        function onWidthChanged(): void { Qt.callLater(root.note); }
        function onHeightChanged(): void { Qt.callLater(root.note); }
        function onXChanged(): void { Qt.callLater(root.note); }
        function onYChanged(): void { Qt.callLater(root.note); }
    }
}
