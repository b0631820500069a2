import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// What a search over all chats has found; choosing one opens its chat at the place.
ListView {
    id: root

    required property Workspace workspace
    readonly property ChatSearch search: workspace.search
    signal chosen()
    signal backRequested()  // back to the field

    function choose(row: Item): void {
        workspace.openHit(row.chatId, row.messageId, row.inThoughts, row.words);
        chosen();
    }
    function chooseCurrent(): void {
        const row = itemAtIndex(Math.max(0, currentIndex));
        if (row) choose(row);
    }

    objectName: "searchResults"
    leftMargin: Theme.space2
    rightMargin: Theme.space2
    bottomMargin: Theme.space2
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    model: search
    currentIndex: 0
    activeFocusOnTab: true
    highlightFollowsCurrentItem: false
    ScrollBar.vertical: ScrollRail {}
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Search results")
    onCurrentIndexChanged: if (currentIndex >= 0) positionViewAtIndex(currentIndex, ListView.Contain)
    onModelChanged: currentIndex = 0
    Keys.onUpPressed: if (currentIndex > 0) --currentIndex; else backRequested()
    Keys.onReturnPressed: chooseCurrent()
    Keys.onEnterPressed: chooseCurrent()
    Keys.onEscapePressed: backRequested()

    header: Item {
        width: root.width - 2 * Theme.space2
        height: root.count > 0 ? words.implicitHeight : 0

        Text {
            id: words

            objectName: "resultCount"
            visible: root.count > 0
            leftPadding: Theme.space2 + 2
            topPadding: Theme.space2
            bottomPadding: Theme.space1
            text: root.count >= 200 ? qsTr("The best %Ln result(s)", "", root.count) : qsTr("%Ln result(s)", "", root.count)
            color: Theme.textFaint
            font.pixelSize: Theme.tiny
            font.weight: Font.Medium
            Accessible.role: Accessible.StatusBar
            Accessible.name: text
        }
    }
    delegate: HitRow {
        keyboard: root.activeFocus && ListView.isCurrentItem
        onChosen: { root.currentIndex = index; root.choose(this); }
    }

    Text {
        objectName: "noResults"
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.space5
        width: parent.width - 2 * Theme.space4
        visible: root.count === 0 && !root.search.busy
        text: qsTr("No chat has these words.")
        horizontalAlignment: Text.AlignHCenter
        wrapMode: Text.Wrap
        color: Theme.textFaint
        font.pixelSize: Theme.small
    }
}
