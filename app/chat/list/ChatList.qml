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
    readonly property ChatSelection selection: chats.selection
    property bool overlay: false
    property string libraryNote: ""   // how far downloads are
    signal hideRequested()
    property string place: "chat"   // the page that is shown beside it
    signal settingsRequested()
    signal libraryRequested()
    signal chosen()
    signal exportRequested(var chat, string format)  // chat 0: all chats; or a list of them
    signal importRequested()

    function focusSearch(): void { search.forceActiveFocus(); search.selectAll(); }
    function renameCurrent(): void { rename(chats.indexOf(workspace.current.chatId)); }
    function rename(row: int): void {
        if (row < 0) return;
        list.positionViewAtIndex(row, ListView.Contain);
        list.currentIndex = row;   // before the focus comes: with it the list would take another one, and the focus to that
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

        ListHeader {
            Layout.fillWidth: true
            Layout.preferredHeight: 52
            Layout.leftMargin: Theme.space3 + 2
            Layout.rightMargin: Theme.space2 + 2
            overlay: root.overlay
            onHideRequested: root.hideRequested()
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
                hoverEnabled: !listMenu.visible
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
                function extend(row: int): void {
                    const from = currentIndex;
                    const to = Math.max(0, Math.min(count - 1, row));
                    if (root.selection.count === 0) root.selection.clear();   // begins at the row that has the keys
                    root.selection.extend(from, to);
                    currentIndex = to;
                }

                Keys.onPressed: event => {
                    keysUsed = true;
                    const shift = event.modifiers === Qt.ShiftModifier;
                    const page = Math.max(1, Math.floor(height / Theme.controlHeight) - 1);
                    if (shift && event.key === Qt.Key_Up) extend(currentIndex - 1);
                    else if (shift && event.key === Qt.Key_Down) extend(currentIndex + 1);
                    else if (shift && event.key === Qt.Key_Home) extend(0);
                    else if (shift && event.key === Qt.Key_End) extend(count - 1);
                    else if (event.key === Qt.Key_A && event.modifiers === Qt.ControlModifier) root.selection.selectAll();
                    else if (event.key === Qt.Key_Escape && root.selection.count > 0) root.selection.clear();
                    else if (event.key === Qt.Key_Home) currentIndex = 0;
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
                            opacity: ghost.chatId === chatId && ghost.title !== "" ? 0.5 : 1
                            onTouched: { list.keysUsed = false; list.currentIndex = index; }
                            onChosen: { list.currentIndex = index; root.chosen(); }
                            onMenuRequested: at => list.openMenu(inBin ? binMenu : chatMenu, chatRow, at)
                            onEraseRequested: erasing.ask(chatId, title, root.selection.count)
                            onDragStarted: ghost.begin(chatId, title, several ? root.selection.count : 1)
                            onDragMoved: (from, x, y) => ghost.moveTo(from.mapToItem(root, x, y))
                            onDragEnded: drop => ghost.end(drop)
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
                            aimedAt: ghost.aim !== null && ghost.aim.folderId === folderId
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

                function openMenu(menu: Item, row: Item, at: Item): void { menuRow = row.index; menu.openFor(row, at); }

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
        SelectionBar {
            Layout.fillWidth: true
            visible: root.selection.count > 0 && !found.visible
            workspace: root.workspace
            onDone: list.forceActiveFocus()
            onExportRequested: format => root.exportRequested(root.selection.ids(), format)
            onEraseRequested: erasing.ask(0, "", root.selection.count)
            onFolderMade: folder => Qt.callLater(root.renameFolder, folder)
        }
        ListFooter {
            Layout.fillWidth: true
            place: root.place
            libraryNote: root.libraryNote
            onLibraryRequested: root.libraryRequested()
            onSettingsRequested: root.settingsRequested()
        }
    }

    ChatMenu {
        id: chatMenu

        property Item row

        function openFor(item: Item, at: Item): void {
            row = item;
            chatId = item.chatId;
            homeId = item.homeId;
            several = item.several;
            pinned = several ? root.selection.allPinned : item.pinned;
            if (at) { popup(at, 0, at.height); currentIndex = 0; } else popup();
        }

        workspace: root.workspace
        onClosed: list.menuRow = -1
        onRenameRequested: row.beginRename()
        onSelectRequested: root.selection.toggle(chatId)
        onExportRequested: format => root.exportRequested(several ? root.selection.ids() : chatId, format)
        onFolderMade: folder => Qt.callLater(root.renameFolder, folder)
    }
    BinMenu {
        id: binMenu

        workspace: root.workspace
        onClosed: list.menuRow = -1
        onSelectRequested: root.selection.toggle(chatId)
        onEraseRequested: (chat, title) => erasing.ask(chat, title, several ? root.selection.count : 0)
    }
    FolderMenu {
        id: folderMenu

        chats: root.chats
        onClosed: list.menuRow = -1
    }
    ListMenu {
        id: listMenu

        onNewFolderRequested: Qt.callLater(root.newFolder)
        onViewRequested: view => root.show(view)
        onImportRequested: root.importRequested()
        onExportRequested: root.exportRequested(0, "json")
    }
    EraseChatSheet { id: erasing; workspace: root.workspace }

    DragGhost { id: ghost; area: root; view: list; chats: root.chats }
}
