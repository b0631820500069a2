import QtQuick
import Deepwell.Chat
import Deepwell.Style

// What can be done with all chats.
PopMenu {
    id: root

    signal newFolderRequested()
    signal viewRequested(int view)
    signal importRequested()
    signal exportRequested()

    implicitWidth: 290
    PopMenuItem { objectName: "newFolderItem"; iconName: "folder-plus"; text: qsTr("New folder"); onTriggered: root.newFolderRequested() }
    PopMenuSeparator {}
    PopMenuItem { objectName: "archivedItem"; iconName: "archive"; text: qsTr("Archived chats"); onTriggered: root.viewRequested(ChatListModel.Archived) }
    PopMenuItem { objectName: "binItem"; iconName: "trash"; text: qsTr("Bin"); onTriggered: root.viewRequested(ChatListModel.Bin) }
    PopMenuSeparator {}
    PopMenuItem {
        objectName: "importItem"
        iconName: "import"
        text: qsTr("Import chats…")
        detail: qsTr("Of Deepwell, ChatGPT or Open WebUI")
        onTriggered: root.importRequested()
    }
    PopMenuItem { objectName: "exportAllItem"; iconName: "export"; text: qsTr("Export all chats…"); onTriggered: root.exportRequested() }
}
