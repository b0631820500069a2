import QtQuick
import QtQuick.Layouts
import Deepwell.Style

// Above the chats: the program, and how they go away.
RowLayout {
    id: root

    property bool overlay: false
    signal hideRequested()

    spacing: Theme.space2

    Image {
        source: "qrc:/deepwell/icons/deepwell.svg"
        sourceSize: Qt.size(64, 64)
        Layout.preferredWidth: 24
        Layout.preferredHeight: 24
        mipmap: true
        Accessible.ignored: true
    }
    Text {
        Layout.fillWidth: true
        text: "Deepwell"
        color: Theme.text
        font.pixelSize: Theme.title - 1
        font.weight: Font.DemiBold
        font.letterSpacing: -0.2
        elide: Text.ElideRight
    }
    IconButton {
        objectName: "hideSidebar"
        iconName: root.overlay ? "close" : "sidebar"
        text: root.overlay ? qsTr("Close") : qsTr("Hide chats (Ctrl+B)")
        onClicked: root.hideRequested()
    }
}
