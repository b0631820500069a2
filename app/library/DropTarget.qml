import QtQuick
import Deepwell.Style

// Takes what is dropped anywhere on the window: a model to load, or files for the next question.
DropArea {
    id: root

    readonly property bool welcome: containsDrag
    signal filesDropped(var files)

    objectName: "dropTarget"
    keys: ["text/uri-list"]
    onEntered: drag => drag.accepted = drag.hasUrls
    onDropped: drop => {
        if (!drop.hasUrls) return;
        drop.accept(Qt.CopyAction);
        root.filesDropped(drop.urls);
    }

    Rectangle {
        anchors.fill: parent
        visible: opacity > 0
        opacity: root.welcome ? 1 : 0
        color: Qt.alpha(Theme.ground, 0.93)
        Behavior on opacity { NumberAnimation { duration: Theme.calm } }

        Rectangle {
            anchors.fill: parent
            anchors.margins: Theme.space4
            radius: Theme.radiusLarge
            color: Qt.alpha(Theme.accentSoft, 0.6)
            border.width: 2
            border.color: Theme.accent

            Column {
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.space5
                spacing: Theme.space3

                Icon {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: 44
                    height: 44
                    name: "drop"
                    color: Theme.accent
                }
                Text {
                    width: parent.width
                    text: qsTr("Drop files to ask about them, or a model to open it")
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.Wrap
                    color: Theme.text
                    font.pixelSize: Theme.title + 3
                    font.weight: Font.DemiBold
                }
                Text {
                    width: parent.width
                    text: qsTr("Text files and PDFs go with your message. A model is a .gguf file, or a folder with safetensors.")
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.Wrap
                    color: Theme.textMuted
                    font.pixelSize: Theme.label
                }
            }
        }
    }
}
