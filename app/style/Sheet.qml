import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T

// A modal card in the middle of the window.
Popup {
    id: root

    property string title
    readonly property Item shield: ClickShield { popup: root }

    parent: T.Overlay.overlay
    x: Math.round((parent.width - width) / 2)
    y: Math.round((parent.height - height) / 2)
    width: Math.min(560, parent.width - 2 * Theme.space4)
    modal: true
    focus: true
    padding: Theme.space5
    topPadding: Theme.space4
    closePolicy: Popup.CloseOnEscape | Popup.CloseOnPressOutside

    T.Overlay.modal: Rectangle {
        color: Theme.shade
        Behavior on opacity { NumberAnimation { duration: Theme.calm } }
    }
    background: Card { color: Theme.raised }
    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.calm }
        NumberAnimation { property: "scale"; from: 0.97; to: 1; duration: Theme.calm; easing.type: Easing.OutCubic }
    }
    exit: Transition { NumberAnimation { property: "opacity"; from: 1; to: 0; duration: Theme.quick } }
}
