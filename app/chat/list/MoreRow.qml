import QtQuick
import Deepwell.Chat
import Deepwell.Style

// The end of a folder of which not all chats are loaded.
Item {
    id: root

    required property Workspace workspace
    required property var folderId
    required property int size

    width: ListView.view ? ListView.view.width - ListView.view.leftMargin - ListView.view.rightMargin : 0
    height: Theme.controlHeight

    PushButton {
        objectName: "moreOfFolder"
        x: 18
        anchors.verticalCenter: parent.verticalCenter
        kind: "quiet"
        compact: true
        text: qsTr("Show %Ln more", "", root.size)
        onClicked: root.workspace.chats.showMore(root.folderId)
    }
}
