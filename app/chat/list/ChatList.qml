import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Qt.labs.qmlmodels
import Deepwell.Chat
import Deepwell.Style

// The chats: pinned, in folders, by day; what a search finds in their place; the archive and the bin.
Rectangle {
    id: root

    required property Workspace workspace
    readonly property ChatListModel chats: workspace.chats
    property bool overlay: false
    property string libraryNote: ""   // how far downloads are
    signal hideRequested()
    property string place: "chat"   // the page that is shown beside it
    signal settingsRequested()
    signal libraryRequested()
    signal chosen()
    signal exportRequested(var chat, string format)  // chat 0: all chats
    signal importRequested()

    function focusSearch(): void { search.forceActiveFocus(); search.selectAll(); }
    function renameCurrent(): void { rename(chats.indexOf(workspace.current.chatId)); }
    function rename(row: int): void {
        if (row < 0) return;
        list.positionViewAtIndex(row, ListView.Contain);
        const item = list.itemAtIndex(row);
        if (item) item.beginRename();
    }
    function newFolder(): void { chats.view = ChatListModel.Active; renameFolder(chats.createFolder(qsTr("New folder"))); }
    function renameFolder(folder: var): void {
        list.forceLayout();
        rename(chats.indexOfFolder(folder));
    }
    function show(view: int): void { search.clear(); chats.view = view; }

    color: Theme.sidebar

    ColumnLayout {
        anchors.fill: parent
        spacing: 0

        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: 52
            Layout.leftMargin: Theme.space3 + 2
            Layout.rightMargin: Theme.space2 + 2
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
        PushButton {
            objectName: "newChat"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space3
            Layout.rightMargin: Theme.space3
            iconName: "compose"
            text: qsTr("New chat")
            onClicked: { root.workspace.newChat(); root.chosen(); }
            Hint { visible: parent.hovered; text: qsTr("New chat (Ctrl+N)") }
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space3
            Layout.rightMargin: Theme.space2
            Layout.topMargin: Theme.space2
            Layout.bottomMargin: Theme.space2
            spacing: Theme.space1

            TextBox {
                id: search

                objectName: "searchChats"
                Layout.fillWidth: true
                implicitHeight: Theme.controlHeight - 3
                iconName: "search"
                placeholderText: qsTr("Search chats")
                text: root.workspace.search.query
                onTextEdited: root.workspace.search.query = text
                onTextChanged: if (text === "") root.workspace.search.query = ""
                Keys.onEscapePressed: event => {
                    event.accepted = text !== "";
                    clear();
                }
                Keys.onDownPressed: (found.visible ? found : list).forceActiveFocus()
                onAccepted: if (found.visible) found.chooseCurrent()
            }
            IconButton {
                objectName: "listMenuButton"
                size: Theme.controlHeight - 3
                iconName: "more"
                text: qsTr("Folders, archive, bin, import and export")
                onClicked: listMenu.popup(this, width - listMenu.width, height + 2)
            }
        }
        ViewHeader {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space2
            Layout.rightMargin: Theme.space2
            Layout.bottomMargin: Theme.space1
            visible: root.chats.view !== ChatListModel.Active && !found.visible
            bin: root.chats.view === ChatListModel.Bin
            empty: list.count === 0
            onBackRequested: root.show(ChatListModel.Active)
            onEmptyRequested: root.workspace.emptyBin()
        }
        Item {
            Layout.fillWidth: true
            Layout.fillHeight: true

            SearchResults {
                id: found

                anchors.fill: parent
                visible: root.workspace.search.active
                workspace: root.workspace
                onChosen: root.chosen()
                onBackRequested: search.forceActiveFocus()
            }
            ListView {
                id: list

                property bool keysUsed: true
                property int menuRow: -1     // whose menu is open
                property string dragTitle    // of the chat that is dragged; empty: none
                property var dragChat: 0
                property Item aim            // the row under it

                objectName: "chatList"
                anchors.fill: parent
                visible: !found.visible
                leftMargin: Theme.space2
                rightMargin: Theme.space2
                bottomMargin: Theme.space2
                clip: true
                boundsBehavior: Flickable.StopAtBounds
                model: root.chats
                currentIndex: -1
                activeFocusOnTab: true
                highlightFollowsCurrentItem: false
                keyNavigationEnabled: true
                ScrollBar.vertical: ScrollRail {}
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Chats")
                Keys.onPressed: event => {
                    keysUsed = true;
                    const page = Math.max(1, Math.floor(height / Theme.controlHeight) - 1);
                    if (event.key === Qt.Key_Home) currentIndex = 0;
                    else if (event.key === Qt.Key_End) currentIndex = count - 1;
                    else if (event.key === Qt.Key_PageDown && !event.modifiers) currentIndex = Math.min(count - 1, currentIndex + page);
                    else if (event.key === Qt.Key_PageUp && !event.modifiers) currentIndex = Math.max(0, currentIndex - page);
                    else { event.accepted = false; return; }
                    event.accepted = true;
                }
                onActiveFocusChanged: if (!activeFocus) keysUsed = true; else if (currentIndex < 0) currentIndex = root.chats.indexOf(root.workspace.current.chatId)
                onCurrentIndexChanged: if (currentIndex >= 0) positionViewAtIndex(currentIndex, ListView.Contain)

                section.property: "section"
                section.delegate: Text {
                    required property string section

                    leftPadding: Theme.space2 + 2
                    topPadding: Theme.space3
                    bottomPadding: Theme.space1
                    text: section
                    color: Theme.textFaint
                    font.pixelSize: Theme.tiny
                    font.weight: Font.Medium
                    Accessible.role: Accessible.Heading
                    Accessible.name: text
                }
                delegate: DelegateChooser {
                    role: "kind"

                    DelegateChoice {
                        roleValue: ChatListModel.ChatKind
                        ChatRow {
                            id: chatRow

                            workspace: root.workspace
                            keyboard: list.activeFocus && list.currentIndex === index
                            ring: list.keysUsed
                            menuOpen: list.menuRow === index
                            inBin: root.chats.view === ChatListModel.Bin
                            opacity: list.dragChat === chatId && list.dragTitle !== "" ? 0.5 : 1
                            onTouched: { list.keysUsed = false; list.currentIndex = index; }
                            onChosen: { list.currentIndex = index; root.chosen(); }
                            onMenuRequested: at => list.openMenu(inBin ? binMenu : chatMenu, chatRow, at)
                            onDragStarted: { list.dragChat = chatId; list.dragTitle = title; }
                            onDragMoved: (from, x, y) => ghost.moveTo(from.mapToItem(root, x, y))
                            onDragEnded: drop => { if (drop) list.drop(); list.aim = null; list.dragTitle = ""; }
                        }
                    }
                    DelegateChoice {
                        roleValue: ChatListModel.FolderKind
                        FolderRow {
                            id: folderRow

                            workspace: root.workspace
                            keyboard: list.activeFocus && list.currentIndex === index
                            ring: list.keysUsed
                            menuOpen: list.menuRow === index
                            aimedAt: list.aim !== null && list.aim.folderId === folderId
                            onTouched: { list.keysUsed = false; list.currentIndex = index; }
                            onMenuRequested: at => list.openMenu(folderMenu, folderRow, at)
                        }
                    }
                    DelegateChoice {
                        roleValue: ChatListModel.MoreKind
                        MoreRow { workspace: root.workspace }
                    }
                }
                removeDisplaced: Transition { NumberAnimation { property: "y"; duration: Theme.calm; easing.type: Easing.OutCubic } }
                moveDisplaced: Transition { NumberAnimation { property: "y"; duration: Theme.calm; easing.type: Easing.OutCubic } }
                addDisplaced: Transition { NumberAnimation { property: "y"; duration: Theme.calm; easing.type: Easing.OutCubic } }

                function openMenu(menu: Item, row: Item, at: Item): void { menu.openFor(row, at); }
                // What is held over a folder, or a chat in one, goes there; over pinned ones it is pinned, elsewhere it leaves its folder.
                function drop(): void {
                    if (!aim) return;
                    if (aim.pinned === true) root.chats.pin(dragChat, true);
                    else root.chats.move(dragChat, aim.folderId);
                }

                Text {
                    anchors.horizontalCenter: parent.horizontalCenter
                    y: Theme.space5
                    width: parent.width - 2 * Theme.space4
                    visible: list.count === 0
                    text: root.chats.view === ChatListModel.Bin ? qsTr("The bin is empty.")
                        : root.chats.view === ChatListModel.Archived ? qsTr("No chat is archived.") : qsTr("Your chats will be here.")
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.Wrap
                    color: Theme.textFaint
                    font.pixelSize: Theme.small
                }
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: 1
            color: Theme.border
        }
        NavButton {
            objectName: "libraryButton"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space2
            Layout.rightMargin: Theme.space2
            Layout.topMargin: Theme.space2
            iconName: "model"
            text: qsTr("Models")
            current: root.place === "library"
            note: root.libraryNote
            onClicked: root.libraryRequested()
        }
        NavButton {
            objectName: "settingsButton"
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space2
            Layout.rightMargin: Theme.space2
            iconName: "settings"
            text: qsTr("Settings")
            onClicked: root.settingsRequested()
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space4
            Layout.rightMargin: Theme.space2
            Layout.topMargin: Theme.space1
            Layout.bottomMargin: Theme.space2 + 2
            spacing: Theme.space2

            Icon {
                Layout.preferredWidth: 15
                Layout.preferredHeight: 15
                name: "lock"
                color: Theme.textFaint
            }
            Text {
                Layout.fillWidth: true
                text: qsTr("Runs on this computer only")
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
                elide: Text.ElideRight
            }
        }
    }

    ChatMenu {
        id: chatMenu

        property Item row

        function openFor(item: Item, at: Item): void {
            row = item;
            chatId = item.chatId;
            homeId = item.homeId;
            pinned = item.pinned;
            list.menuRow = item.index;
            if (at) { popup(at, 0, at.height); currentIndex = 0; } else popup();
        }

        workspace: root.workspace
        onClosed: list.menuRow = -1
        onRenameRequested: row.beginRename()
        onExportRequested: format => root.exportRequested(chatId, format)
        onFolderMade: folder => Qt.callLater(root.renameFolder, folder)
    }
    PopMenu {
        id: binMenu

        property var chatId: 0

        function openFor(item: Item, at: Item): void {
            chatId = item.chatId;
            list.menuRow = item.index;
            if (at) { popup(at, 0, at.height); currentIndex = 0; } else popup();
        }

        onClosed: list.menuRow = -1
        PopMenuItem {
            objectName: "restoreItem"
            iconName: "refresh"
            text: qsTr("Restore")
            onTriggered: root.workspace.restoreChat(binMenu.chatId)
        }
    }
    PopMenu {
        id: folderMenu

        property Item row
        property var folderId: 0

        function openFor(item: Item, at: Item): void {
            row = item;
            folderId = item.folderId;
            list.menuRow = item.index;
            if (at) { popup(at, 0, at.height); currentIndex = 0; } else popup();
        }

        implicitWidth: 230
        onClosed: list.menuRow = -1
        PopMenuItem {
            objectName: "renameFolderItem"
            iconName: "pencil"
            text: qsTr("Rename")
            note: "F2"
            onTriggered: folderMenu.row.beginRename()
        }
        PopMenuItem {
            objectName: "deleteFolderItem"
            iconName: "trash"
            text: qsTr("Delete folder")
            detail: qsTr("Its chats stay")
            onTriggered: root.chats.deleteFolder(folderMenu.folderId)
        }
    }
    PopMenu {
        id: listMenu

        implicitWidth: 290
        PopMenuItem { objectName: "newFolderItem"; iconName: "folder-plus"; text: qsTr("New folder"); onTriggered: Qt.callLater(root.newFolder) }
        PopMenuSeparator {}
        PopMenuItem { objectName: "archivedItem"; iconName: "archive"; text: qsTr("Archived chats"); onTriggered: root.show(ChatListModel.Archived) }
        PopMenuItem { objectName: "binItem"; iconName: "trash"; text: qsTr("Bin"); onTriggered: root.show(ChatListModel.Bin) }
        PopMenuSeparator {}
        PopMenuItem {
            objectName: "importItem"
            iconName: "import"
            text: qsTr("Import chats…")
            detail: qsTr("Of Deepwell, ChatGPT or Open WebUI")
            onTriggered: root.importRequested()
        }
        PopMenuItem { objectName: "exportAllItem"; iconName: "export"; text: qsTr("Export all chats…"); onTriggered: root.exportRequested(0, "json") }
    }

    // The chat that is dragged, and what letting go would do.
    Card {
        id: ghost

        function moveTo(at: point): void {
            const place = root.mapToItem(parent, at.x + 10, at.y + 6);
            x = Math.min(parent.width - width, place.x);
            y = place.y;
            const inside = list.mapFromItem(root, at.x, at.y);
            list.aim = list.contains(inside) ? list.itemAt(Theme.space4, inside.y + list.contentY) : null;
            scroll.step = !list.contains(inside) ? 0 : inside.y < 28 ? -12 : inside.y > list.height - 28 ? 12 : 0;
        }

        parent: root.Window.contentItem ?? root  // above what clips the list
        visible: list.dragTitle !== ""
        z: 10
        width: 190
        height: ghostWords.implicitHeight + 14
        color: Theme.raised
        radius: Theme.radiusSmall + 2

        Column {
            id: ghostWords

            x: 10
            y: 7
            width: parent.width - 20

            Text {
                width: parent.width
                text: list.dragTitle
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.text
                font.pixelSize: Theme.small
            }
            Text {
                width: parent.width
                text: !list.aim ? qsTr("Let go to leave it where it is")
                    : list.aim.pinned === true ? qsTr("Pin") : list.aim.folderId === 0 ? qsTr("Out of any folder")
                    : qsTr("Into “%1”").arg(root.chats.folders.find(folder => folder.id === list.aim.folderId)?.name ?? "")
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
            }
        }
        Timer {
            id: scroll

            property int step: 0

            interval: 16
            repeat: true
            running: ghost.visible && step !== 0
            onTriggered: list.contentY = Math.max(list.originY, Math.min(list.originY + Math.max(0, list.contentHeight - list.height), list.contentY + step))
        }
    }
}
