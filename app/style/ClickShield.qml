import QtQuick
import QtQuick.Templates as T

// Lies over a popup that fades out: the second click of a double click is not to do once more what the first one did.
MouseArea {
    id: root

    required property T.Popup popup

    anchors.fill: parent
    z: 1
    visible: false
    acceptedButtons: Qt.AllButtons

    Connections {
        target: root.popup

        function onAboutToShow(): void { root.visible = false; }
        function onAboutToHide(): void { root.parent = root.popup.contentItem.parent; root.visible = true; }
        function onClosed(): void { root.visible = false; }
    }
}
